import type { DataOf, participantConsented, participantTreated } from '@trial/contracts';
import { instant, type TimeZone } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { lockParticipantOfEvent } from './participant.reads.js';
import { Participants, type Participant } from './participant.table.js';

/** Consent may be given again under a later version: the newest counts, in whatever order they are heard. */
export async function rememberConsent(
  tx: Transaction,
  {
    trialId,
    siteId,
    participantId,
    participantCode: code,
    trialVersion,
    consentedAt,
    sex,
  }: DataOf<typeof participantConsented>,
  zone: TimeZone,
): Promise<void> {
  const participants = tx.rows(Participants);
  const known = await participants.findOne({ where: { id: participantId }, lock: { mode: 'pessimistic_write' } });
  if (known) {
    if (known.trialVersion < trialVersion)
      await participants.update({ id: participantId }, { trialVersion, code, sex });
    return;
  }
  await participants.insert({
    ...{ id: participantId, trialId, siteId, trialVersion, zone, consentedAt: instant(consentedAt) },
    ...{ treatedAt: null, treatmentCorrection: 0, code, sex },
  });
}

/**
 * The participant as they are known afterwards, locked. News come in any order: what an earlier correction, or the first
 * record, says is no longer true.
 */
export async function rememberTreatment(
  tx: Transaction,
  { participantId, anchorAt, zone }: Pick<DataOf<typeof participantTreated>, 'participantId' | 'anchorAt' | 'zone'>,
  correction: number,
): Promise<Participant> {
  const participant = await lockParticipantOfEvent(tx, participantId);
  if (participant.treatmentCorrection > correction) return participant;
  const treatment = { treatedAt: instant(anchorAt), zone, treatmentCorrection: correction };
  await tx.rows(Participants).update({ id: participant.id }, treatment);
  return { ...participant, ...treatment };
}
