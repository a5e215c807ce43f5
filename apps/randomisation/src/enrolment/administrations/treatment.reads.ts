import type { ParticipantId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import type { ExpiredEvidence } from '../../domain/screening-evidence.js';
import type { CorrectedTreatment, TreatmentOnRecord } from '../../domain/treatment-correction.js';
import { Administrations } from './administration.table.js';
import { Doses } from './dose.table.js';
import { planSessionAnew } from './plan-session-anew.js';

/** The session of injections, or the first dose, that made a participant treated; null before. */
export async function treatmentOnRecord(
  tx: Transaction,
  participantId: ParticipantId,
): Promise<TreatmentOnRecord | null> {
  const session = await tx.rows(Administrations).findOneBy({ participantId });
  if (session) {
    const { id: administrationId, startedAt, endedAt } = session;
    return { administrationId, startedAt, endedAt, nextDoseAt: null };
  }
  const [first, next] = await tx.rows(Doses).find({ where: { participantId }, order: { givenAt: 'ASC' }, take: 2 });
  if (!first) return null;
  const { id: administrationId, givenAt } = first;
  return { administrationId, startedAt: givenAt, endedAt: givenAt, nextDoseAt: next?.givenAt ?? null };
}

/**
 * Puts a treatment at its corrected time, under the version gone by then and with what had expired by it; a session keeps the
 * minutes between its injections.
 */
export async function moveTreatment(
  tx: Transaction,
  { administrationId, startedAt: from }: TreatmentOnRecord,
  { startedAt, endedAt }: CorrectedTreatment,
  { version: trialVersion, administration }: TrialConfiguration,
  expiredEvidence: readonly ExpiredEvidence[] | null,
): Promise<void> {
  const id = administrationId;
  const judged = { trialVersion, expiredEvidence };
  const planned = administration.kind === 'injections' ? await planSessionAnew(tx, id, administration.points) : {};
  await tx.rows(Doses).update({ id }, { ...judged, givenAt: startedAt });
  await tx.rows(Administrations).update({ id }, { ...judged, ...planned, startedAt, endedAt });
  await tx.query(
    `update injection set given_at = given_at + ($2::timestamptz - $3::timestamptz)
      where administration_id = $1 and given_at is not null`,
    [id, startedAt.toString(), from.toString()],
  );
}
