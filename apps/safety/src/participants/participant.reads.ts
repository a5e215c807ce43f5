import { NotYet, Rejection, type ParticipantId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { Participants, type Participant } from './participant.table.js';

/** The participant a command is about; one of another site is as unknown as one that does not exist. */
export async function knownParticipant(tx: Transaction, id: ParticipantId): Promise<Participant> {
  const participant = await tx.rows(Participants).findOneBy({ id });
  if (!participant) throw new Rejection('participant-unknown', { field: 'participantId' });
  return participant;
}

/** The same, for a change that leans on everything on record of this participant: one after the other. */
export async function lockParticipant(tx: Transaction, id: ParticipantId): Promise<Participant> {
  const participant = await tx.rows(Participants).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!participant) throw new Rejection('participant-unknown', { field: 'participantId' });
  return participant;
}

/** The participant an event is about: the news of their consent may still be on its way. */
export async function participantOfEvent(tx: Transaction, id: ParticipantId): Promise<Participant> {
  const participant = await tx.rows(Participants).findOneBy({ id });
  if (!participant) throw new NotYet(`participant ${id}`);
  return participant;
}

/** The same, locked for a change. */
export async function lockParticipantOfEvent(tx: Transaction, id: ParticipantId): Promise<Participant> {
  const participant = await tx.rows(Participants).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!participant) throw new NotYet(`participant ${id}`);
  return participant;
}
