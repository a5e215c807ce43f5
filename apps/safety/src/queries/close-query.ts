import { Injectable } from '@nestjs/common';
import { queryClosed, type CloseQueryCommand, type QueryView } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { closeQuery } from '../domain/query.js';
import { addEntry } from './add-entry.js';
import { queryFactsOf } from './query-facts.js';
import { lockQuery, queryView } from './query.reads.js';
import { Queries } from './query.table.js';

/** The role that asked has nothing left to ask. */
@Injectable()
export class CloseQuery {
  constructor(private readonly transactions: Transactions) {}

  execute(command: CloseQueryCommand, context: Context): Promise<QueryView> {
    return this.transactions.once(context, async (tx) => {
      const before = await lockQuery(tx, command);
      const entryId = tx.newId();
      const query = { ...before, ...closeQuery(before, context.role) };
      const { id, state, askId, answerId } = query;
      await tx.rows(Queries).update({ id }, { state, askId, answerId });
      await addEntry(tx, query, { id: entryId, act: 'closed', text: command.text });
      publish(tx, queryClosed, { ...queryFactsOf(query), answerId });
      return queryView(tx, query);
    });
  }
}
