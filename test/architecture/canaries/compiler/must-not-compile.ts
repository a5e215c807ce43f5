import {
  defineCommand,
  defineEvent,
  participantScreened,
  visitMissed,
  type DataOf,
  type EventOf,
} from '@trial/contracts';
import { arm, defineDeadline, meet, OnDeadline } from '@trial/deadlines';
import { type Context, type ParticipantId, type SiteId } from '@trial/kernel';
import { OnCommand, OnEvent, publish } from '@trial/messaging';
import { Transactions, type Transaction } from '@trial/persistence';
import { z } from 'zod';
import { noteDue, writeNote, WriteNoteCommand, WrittenNote } from './must-compile.js';

/** Every marked line is refused, with that code; `compiler.spec.ts` compares what the compiler says with the marks. */
export class Handlers {
  // @ts-expect-error TS1241 the event of another contract
  @OnEvent(participantScreened)
  async other({ data }: EventOf<typeof visitMissed>): Promise<void> {
    await Promise.resolve(data.reason);
  }

  // @ts-expect-error TS1241 a field that the data does not have
  @OnEvent(participantScreened)
  async unknown({ data }: { data: { surname: string } }): Promise<void> {
    await Promise.resolve(data.surname);
  }

  // @ts-expect-error TS1241 a second parameter that is not the transaction
  @OnEvent(participantScreened)
  async context(_: EventOf<typeof participantScreened>, context: Context): Promise<void> {
    await Promise.resolve(context.actor);
  }

  // @ts-expect-error TS1241 a handler that nobody waits for
  @OnEvent(participantScreened)
  atOnce(_: EventOf<typeof participantScreened>, tx: Transaction): void {
    tx.newId();
  }

  // @ts-expect-error TS1241 the payload of another deadline
  @OnDeadline(noteDue)
  async overdue({ visitId }: { visitId: string }): Promise<void> {
    await Promise.resolve(visitId);
  }

  // @ts-expect-error TS1241 a deadline that is handled without the transaction that marks it
  @OnDeadline(noteDue)
  async elsewhere(_: { noteId: string }, transactions: Transactions): Promise<void> {
    await Promise.resolve(transactions.service);
  }
}

export class Controller {
  // @ts-expect-error TS1241 a request of another shape
  @OnCommand(writeNote)
  request({ title }: { title: string }): Promise<WrittenNote> {
    return Promise.resolve({ noteId: title });
  }

  // @ts-expect-error TS1241 an answer that the contract does not promise
  @OnCommand(writeNote)
  answer(_: WriteNoteCommand): Promise<{ id: string }> {
    return Promise.resolve({ id: '1' });
  }
}

export async function misuse(
  tx: Transaction,
  transactions: Transactions,
  context: Context,
  missed: DataOf<typeof visitMissed>,
  site: SiteId,
): Promise<void> {
  const note = { trialId: 'TRIAL', siteId: 'SITE', noteId: '1' };

  // @ts-expect-error TS2345 a fact published without a transaction
  publish(transactions, visitMissed, missed);

  // @ts-expect-error TS2345 data of another event
  publish(tx, participantScreened, missed);

  // @ts-expect-error TS2345 data with a field left out
  publish(tx, participantScreened, { trialId: 'TRIAL', siteId: 'SITE', participantId: '1' });

  // @ts-expect-error TS2345 a deadline armed without a transaction
  arm(transactions, noteDue, note, tx.now);

  // @ts-expect-error TS2345 a deadline due at a text
  arm(tx, noteDue, note, '2025-03-03T08:00:00Z');

  // @ts-expect-error TS2345 a deadline met with half of its payload
  await meet(tx, noteDue, { trialId: 'TRIAL', siteId: 'SITE' });

  // @ts-expect-error TS2345 a command without an answer: a repeat could not be given it
  await transactions.once(context, async () => {
    await Promise.resolve();
  });

  // @ts-expect-error TS2375 the id of a site where that of a participant is expected
  const participantId: ParticipantId = site;
  await Promise.resolve(participantId);
}

export const withoutVersion = defineEvent({
  // @ts-expect-error TS2322 a contract without a version
  type: 'scheduling.note.written',
  about: ({ trialId }) => trialId,
  data: z.object({ trialId: z.string(), siteId: z.string() }),
});

export const nowhere = defineEvent({
  type: 'scheduling.note.written.v1',
  about: () => '',
  // @ts-expect-error TS2375 an event of no site
  data: z.object({ trialId: z.string() }),
});

export const deadlineOfNobody = defineDeadline({
  name: 'scheduling.nothing-due',
  // @ts-expect-error TS2375 a deadline that rings for no trial
  payload: z.object({ siteId: z.string() }),
  key: () => '',
});

export const unknownRefusal = defineCommand({
  ...writeNote,
  // @ts-expect-error TS2322 a refusal that is not in the table
  rejections: ['no-such-refusal'],
});

export const unknownRole = defineCommand({
  ...writeNote,
  // @ts-expect-error TS2322 a role that nobody can hold
  roles: ['surgeon'],
});
