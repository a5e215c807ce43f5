import type { DataOf, participationEnded } from '@trial/contracts';
import { instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { withEnd } from '../domain/end-of-participation.js';
import { stopWork } from '../worklist/work-participants.js';
import { Participants, type Participant } from './participant.table.js';

type Place = Pick<Participant, 'trialId' | 'siteId' | 'participantId'>;

/** The participant's row, made if need be and locked: what is heard of one at the same moment waits here. */
export async function lockedParticipant(
  tx: Transaction,
  { trialId, siteId, participantId }: Place,
): Promise<Participant> {
  await tx.query(
    'insert into participant (id, trial_id, site_id, participant_id) values ($1, $2, $3, $1) on conflict do nothing',
    [participantId, trialId, siteId],
  );
  return tx.rows(Participants).findOneOrFail({ where: { id: participantId }, lock: { mode: 'pessimistic_write' } });
}

/** Adds to what is known, and answers with all of it. */
export async function remember(
  tx: Transaction,
  known: Participant,
  news: Partial<Omit<Participant, 'id' | 'trialId' | 'siteId' | 'participantId'>>,
): Promise<Participant> {
  await tx.rows(Participants).update({ id: known.id }, news);
  return { ...known, ...news };
}

/** Remembers that participation ended, also of somebody of whom nothing else is known yet. */
export async function rememberEnd(tx: Transaction, end: DataOf<typeof participationEnded>): Promise<Participant> {
  const known = await lockedParticipant(tx, end);
  await stopWork(tx, end);
  const { endedAs, endedAt, withdrawnAt, safetyContactAnswer, safetyContactSince } = withEnd(known, {
    as: end.as,
    endedAt: instant(end.endedAt),
    safetyContact: end.safetyContact === true,
  });
  return remember(tx, known, { endedAs, endedAt, withdrawnAt, safetyContactAnswer, safetyContactSince });
}
