import { Injectable } from '@nestjs/common';
import { queryOpened, type OpenQueryCommand, type QueryView } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { openQuery, queryOpeners } from '../domain/query.js';
import { placedAt } from '../placement/placed.js';
import { addEntry } from './add-entry.js';
import { queryFactsOf } from './query-facts.js';
import { queryView } from './query.reads.js';
import { Queries } from './query.table.js';

/** Somebody who checks the data asks the site. The event is not touched, nor its version. */
@Injectable()
export class OpenQuery {
  constructor(private readonly transactions: Transactions) {}

  execute(command: OpenQueryCommand, context: Context): Promise<QueryView> {
    const openerRole = queryOpeners.find((role) => role === context.role);
    if (!openerRole) throw new Error(`${context.role} may not ask`);
    return this.transactions.once(context, async (tx) => {
      const { adverseEventId, participantId, field = null, text } = command;
      const event = await tx.rows(AdverseEvents).findOneBy({ id: adverseEventId, participantId });
      if (!event) throw new Rejection('adverse-event-unknown', { field: 'adverseEventId' });
      const asked = openQuery(tx.newId(), { adverseEventId, field, openerRole }, tx.newId());
      const query = placedAt(event, { ...asked, openedAt: tx.now });
      await tx.rows(Queries).insert(query);
      await addEntry(tx, query, { id: query.askId, act: 'opened', text });
      publish(tx, queryOpened, { ...queryFactsOf(query), insufficientAnswerId: null });
      return queryView(tx, query);
    });
  }
}
