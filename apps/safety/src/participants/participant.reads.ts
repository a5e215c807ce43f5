import { NotYet, Rejection, type ParticipantId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { Participants, type Participant } from './participant.table.js';

/** The participant a command is about; one of another site is as unknown as one that does not exist. */
export async function knownParticipant(tx: Transaction, id: ParticipantId): Promise<Participant> {
  const participant = await tx.rows(Participants).findOneBy({ id });
  if (!participant) throw new Rejection('participant-unknown', { field: 'participantId' });
  return participant;
}

/** The participant an event is about: the news of their consent may still be on its way. */
export async function participantOfEvent(tx: Transaction, id: ParticipantId): Promise<Participant> {
  const participant = await tx.rows(Participants).findOneBy({ id });
  if (!participant) throw new NotYet(`participant ${id}`);
  return participant;
}
