import type { DataOf, participantTreated, participationEnded } from '@trial/contracts';
import { instant, Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { Participants, type Participant } from './participant.table.js';

/**
 * Remembers the treatment that anchors the visits; true when they are to be planned now: not for somebody whose
 * participation has ended, nor twice. A participant has one anchor: another one is for a person to look at
 * (`Rejection('anchor-set-already')`, which parks the event).
 */
export async function rememberTreatment(
  tx: Transaction,
  { trialId, siteId, participantId, participantCode, trialVersion, zone, ...data }: DataOf<typeof participantTreated>,
): Promise<boolean> {
  const known = await lockedParticipant(tx, { trialId, siteId, participantId });
  const anchorAt = instant(data.anchorAt);
  if (known.anchorAt !== null) {
    if (known.anchorAt.equals(anchorAt)) return false;
    throw new Rejection('anchor-set-already', { field: 'anchorAt', rule: 'visits are planned from another anchor' });
  }
  await tx.rows(Participants).update({ id: participantId }, { participantCode, trialVersion, anchorAt, zone });
  return known.endedAs === null;
}

/** Remembers that participation ended, also of somebody of whom nothing else is known yet. */
export async function rememberEnd(
  tx: Transaction,
  { trialId, siteId, participantId, as, endedAt }: DataOf<typeof participationEnded>,
): Promise<void> {
  await lockedParticipant(tx, { trialId, siteId, participantId });
  await tx.rows(Participants).update({ id: participantId }, { endedAs: as, endedAt: instant(endedAt) });
}

/** The participant's row, made if need be and locked: treatment and end may be heard at the same moment. */
async function lockedParticipant(
  tx: Transaction,
  { trialId, siteId, participantId }: Pick<Participant, 'trialId' | 'siteId' | 'participantId'>,
): Promise<Participant> {
  await tx.query(
    'insert into participant (id, trial_id, site_id, participant_id) values ($1, $2, $3, $1) on conflict do nothing',
    [participantId, trialId, siteId],
  );
  return tx.rows(Participants).findOneOrFail({ where: { id: participantId }, lock: { mode: 'pessimistic_write' } });
}
