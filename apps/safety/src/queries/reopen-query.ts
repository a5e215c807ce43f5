import { Injectable } from '@nestjs/common';
import { queryOpened, type ReopenQueryCommand, type QueryView } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { reopenQuery } from '../domain/query.js';
import { addEntry } from './add-entry.js';
import { queryFactsOf } from './query-facts.js';
import { lockQuery, queryView } from './query.reads.js';
import { Queries } from './query.table.js';

/** The role that asked asks again, whatever was answered. */
@Injectable()
export class ReopenQuery {
  constructor(private readonly transactions: Transactions) {}

  execute(command: ReopenQueryCommand, context: Context): Promise<QueryView> {
    return this.transactions.once(context, async (tx) => {
      const before = await lockQuery(tx, command);
      const entryId = tx.newId();
      const query = { ...before, ...reopenQuery(before, context.role, entryId) };
      const { id, state, askId, answerId } = query;
      await tx.rows(Queries).update({ id }, { state, askId, answerId });
      await addEntry(tx, query, { id: entryId, act: 'reopened', text: command.text });
      publish(tx, queryOpened, { ...queryFactsOf(query), insufficientAnswerId: before.answerId });
      return queryView(tx, query);
    });
  }
}
