import { Rejection, type ParticipantId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Participant } from '../domain/participant.js';
import { Participants } from './participant.table.js';

/** The participant, or `Rejection('participant-unknown')` when there is none the caller may see. */
export async function knownParticipant(tx: Transaction, id: ParticipantId): Promise<Participant> {
  const participant = await tx.rows(Participants).findOneBy({ id });
  if (!participant) throw new Rejection('participant-unknown', { field: 'participantId' });
  return participant;
}

/** The same, locked: whoever enters another result of the participant, or hears of treatment, waits. */
export async function lockParticipant(tx: Transaction, id: ParticipantId): Promise<Participant> {
  const participant = await tx.rows(Participants).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!participant) throw new Rejection('participant-unknown', { field: 'participantId' });
  return participant;
}
