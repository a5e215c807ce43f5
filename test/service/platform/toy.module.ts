import { Controller, Injectable, Module } from '@nestjs/common';
import {
  grantAccess,
  participantScreened,
  visitMissed,
  type AccessGrantId,
  type EventOf,
  type GrantAccessCommand,
} from '@trial/contracts';
import { arm, defineDeadline, meet, OnDeadline } from '@trial/deadlines';
import { instant, NotYet, Rejection, type Context } from '@trial/kernel';
import { OnCommand, OnEvent, publish } from '@trial/messaging';
import { auditTrigger, defineMigration, siteIsolation, Transactions, type Transaction } from '@trial/persistence';
import { Foundation, foundationMigration } from '@trial/process';
import { z } from 'zod';

/** A service of nothing but the foundation, for the tests of the foundation: it writes a note for every event. */
const noteDue = defineDeadline({
  name: 'scheduling.note-due',
  payload: z.object({ trialId: z.string(), siteId: z.string(), noteId: z.string() }),
  key: ({ noteId }) => noteId,
});

@Injectable()
export class WriteNote {
  @OnEvent(participantScreened)
  async on({ data, id }: EventOf<typeof participantScreened>, tx: Transaction): Promise<void> {
    if (data.participantCode === 'REFUSED') throw new Rejection('participant-unknown');
    if (data.participantCode === 'LATER' && (await tx.query('select 1 from note')).length === 0)
      throw new NotYet('a note');
    if (data.participantCode === 'BROKEN') throw new Error('broken on purpose');
    const noteId = tx.newId();
    await tx.query('insert into note (id, trial_id, site_id, text) values ($1, $2, $3, $4)', [
      noteId,
      data.trialId,
      data.siteId,
      data.participantCode,
    ]);
    publish(tx, visitMissed, saying(data.trialId, data.siteId, noteId, id));
    arm(tx, noteDue, { trialId: data.trialId, siteId: data.siteId, noteId }, tx.now.add({ hours: 24 }));
  }

  @OnDeadline(noteDue)
  async overdue({ noteId }: z.infer<typeof noteDue.payload>, tx: Transaction): Promise<void> {
    await tx.query(`update note set text = text || '!' where id = $1`, [noteId]);
  }
}

@Controller()
export class NotesController {
  constructor(private readonly transactions: Transactions) {}

  @OnCommand({
    ...grantAccess,
    service: 'scheduling',
    subject: 'command.scheduling.write-note.v1',
    roles: ['investigator'],
  })
  write(command: GrantAccessCommand, context: Context): Promise<AccessGrantId> {
    return this.transactions.once(context, async (tx) => {
      const grantId = tx.newId();
      await tx.query('insert into note (id, trial_id, site_id, text) values ($1, $2, $3, $4)', [
        grantId,
        command.trialId,
        command.sites[0],
        command.personId,
      ]);
      if (command.organisation === 'refused') throw new Rejection('not-found');
      if (command.organisation === 'meeting')
        await meet(tx, noteDue, { trialId: command.trialId, siteId: '', noteId: command.personId });
      if (command.organisation === 'rearming')
        arm(tx, noteDue, { trialId: command.trialId, siteId: 'UMCU', noteId: command.personId }, instant(command.from));
      publish(tx, visitMissed, saying(command.trialId, 'UMCU', grantId, command.personId));
      return { grantId };
    });
  }
}

/** What a note says to others, in the words of an event this service may send. */
const saying = (trialId: string, siteId: string, noteId: string, reason: string) => ({
  trialId,
  siteId,
  participantId: noteId,
  visitId: noteId,
  visitCode: 'NOTE',
  trialVersion: 1,
  reason,
});

@Module({
  imports: [
    Foundation.for({
      service: 'scheduling',
      schema: 'scheduling',
      tables: [],
      migrations: [
        foundationMigration('scheduling'),
        defineMigration(2, 'Notes', [
          'create table note (id uuid primary key, trial_id text not null, site_id text not null, text text not null)',
          ...siteIsolation('note', { participant: null }),
          auditTrigger('note'),
          'grant select, insert, update, delete on note to scheduling',
        ]),
      ],
    }),
  ],
  controllers: [NotesController],
  providers: [WriteNote],
})
export class ToyModule {}
