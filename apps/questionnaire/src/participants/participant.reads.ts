import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { Participants, type Participant } from './participant.table.js';

/** The participant, or `Rejection('participant-unknown')`. */
export async function knownParticipant(tx: Transaction, id: string): Promise<Participant> {
  const participant = await tx.rows(Participants).findOneBy({ id });
  if (!participant) throw new Rejection('participant-unknown', { field: 'participantId' });
  return participant;
}

/**
 * The participant an event is about, learned now if this is the first word of them, and locked: what events say of one
 * participant is worked through one after the other, so that none overlooks what another is just writing.
 */
export async function lockParticipant(
  tx: Transaction,
  { participantId, trialId, siteId }: { participantId: string; trialId: string; siteId: string },
): Promise<Participant> {
  await tx.query('insert into participant (id, trial_id, site_id) values ($1, $2, $3) on conflict (id) do nothing', [
    participantId,
    trialId,
    siteId,
  ]);
  const participant = await tx
    .rows(Participants)
    .findOne({ where: { id: participantId }, lock: { mode: 'pessimistic_write' } });
  if (!participant)
    throw new Rejection('participant-unknown', { rule: 'this participant is known at another trial or site' });
  return participant;
}
