import { Injectable } from '@nestjs/common';
import type { AdverseEventCodings, CodeAdverseEventCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { lockAdverseEvent } from '../adverse-events/adverse-event.reads.js';
import { mustBeCodable, type Coding } from '../domain/meddra/coding.js';
import { placedAt } from '../placement/placed.js';
import { Codings } from './coding.table.js';
import { codingsOf, codingsView, releaseOf, termsByCode } from './meddra.reads.js';

/** Codes an event with a term of a loaded release, beside what it was coded with before. */
@Injectable()
export class CodeAdverseEvent {
  constructor(private readonly transactions: Transactions) {}

  execute(command: CodeAdverseEventCommand, context: Context): Promise<AdverseEventCodings> {
    return this.transactions.once(context, async (tx) => {
      const event = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      const { id: releaseId, version } = await releaseOf(tx, command.dictionaryVersion, command.language);
      const term = (await termsByCode(tx, releaseId, [command.meddraCode])).get(command.meddraCode);
      if (!term)
        throw new Rejection('meddra-term-unknown', { field: 'meddraCode', rule: `none of version ${version}` });
      const before = await codingsOf(tx, event.id);
      const reason = command.reason ?? null;
      mustBeCodable(before.at(-1), term, version, reason);
      const coding: Coding = {
        ...{ id: tx.newId(), adverseEventId: event.id, term: term.code, termName: term.name },
        ...{ dictionaryVersion: version, releaseId, by: context.actor, at: tx.now, reason, ordinal: before.length + 1 },
      };
      await tx.rows(Codings).insert(placedAt(event, coding));
      return codingsView([...before, coding]);
    });
  }
}
