import { defineCommand, participantScreened, Text, visitMissed, type DataOf, type EventOf } from '@trial/contracts';
import { arm, defineDeadline, disarm, meet, OnDeadline, type PayloadOf } from '@trial/deadlines';
import { type Context, type Instant, type ParticipantId } from '@trial/kernel';
import { OnCommand, OnEvent, OnQuery, publish } from '@trial/messaging';
import { Transactions, type Transaction } from '@trial/persistence';
import { z } from 'zod';

/** What the canaries beside this file do wrong, done right. Nothing here may be refused. */
export const noteDue = defineDeadline({
  name: 'scheduling.note-due',
  payload: z.object({ trialId: z.string(), siteId: z.string(), noteId: z.uuid() }),
  key: ({ noteId }) => noteId,
});

export class WriteNoteCommand {
  @Text() text: string;
}
export class WrittenNote {
  @Text() noteId: string;
}
export const writeNote = defineCommand({
  service: 'scheduling',
  name: 'write-note',
  route: 'POST /notes',
  summary: 'Writes a note',
  request: WriteNoteCommand,
  result: WrittenNote,
  roles: ['investigator', 'pharmacist'],
  rejections: ['not-found'],
});

export class Handlers {
  @OnEvent(participantScreened)
  async all({ data, id }: EventOf<typeof participantScreened>, tx: Transaction): Promise<void> {
    const missed: DataOf<typeof visitMissed> = {
      trialId: data.trialId,
      siteId: data.siteId,
      participantId: data.participantId,
      visitId: id,
      visitCode: 'W12',
      trialVersion: 1,
      reason: 'ill',
    };
    publish(tx, visitMissed, missed);
    const payload = { trialId: data.trialId, siteId: data.siteId, noteId: id };
    arm(tx, noteDue, payload, tx.now.add({ hours: 24 }));
    if (await meet(tx, noteDue, payload)) await disarm(tx, noteDue, payload);
  }

  @OnEvent(participantScreened)
  async less({ data }: Pick<EventOf<typeof participantScreened>, 'data'>): Promise<void> {
    await Promise.resolve(data.participantCode);
  }

  @OnDeadline(noteDue)
  async overdue({ noteId }: PayloadOf<typeof noteDue>, tx: Transaction): Promise<void> {
    await tx.query('select $1', [noteId]);
  }
}

export class Controller {
  constructor(private readonly transactions: Transactions) {}

  @OnCommand(writeNote)
  write({ text }: WriteNoteCommand, context: Context): Promise<WrittenNote> {
    return this.transactions.once(context, async (tx) => {
      await tx.query('insert into note (text) values ($1)', [text]);
      return { noteId: tx.newId() };
    });
  }

  @OnQuery(writeNote)
  read(_: WriteNoteCommand): Promise<WrittenNote> {
    return Promise.resolve({ noteId: '1' });
  }
}

export const visitOf = (participantId: ParticipantId, at: Instant): string => `${participantId} ${at.toString()}`;
