import { Injectable } from '@nestjs/common';
import { queryAnswered, type AnswerQueryCommand, type QueryView } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { answerQuery } from '../domain/query.js';
import { addEntry } from './add-entry.js';
import { queryFactsOf } from './query-facts.js';
import { lockQuery, queryView } from './query.reads.js';
import { Queries } from './query.table.js';

/** The site answers; whoever asked looks at it. */
@Injectable()
export class AnswerQuery {
  constructor(private readonly transactions: Transactions) {}

  execute(command: AnswerQueryCommand, context: Context): Promise<QueryView> {
    return this.transactions.once(context, async (tx) => {
      const before = await lockQuery(tx, command);
      const entryId = tx.newId();
      const query = { ...before, ...answerQuery(before, entryId) };
      const { id, state, askId, answerId } = query;
      await tx.rows(Queries).update({ id }, { state, askId, answerId });
      await addEntry(tx, query, { id: entryId, act: 'answered', text: command.text });
      publish(tx, queryAnswered, { ...queryFactsOf(query), answerId: entryId });
      return queryView(tx, query);
    });
  }
}
