import { Injectable } from '@nestjs/common';
import { type ExcludeVisitCommand, visitCancelled, type VisitView } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { excludeVisit } from '../domain/visit.js';
import { silence } from '../visit-windows/bells.js';
import { lockVisit, storeVisit } from '../visits/change-visit.js';
import { visitFactsOf } from '../visits/visit-facts.js';
import { visitViewOf } from '../visits/visit-view.js';

/** A visit does not concern this participant. The cause (a code) is stored; the person's words go to the audit trail. */
@Injectable()
export class ExcludeVisit {
  constructor(private readonly transactions: Transactions) {}

  execute(command: ExcludeVisitCommand, context: Context): Promise<VisitView> {
    return this.transactions.once(context, async (tx) => {
      const planned = await lockVisit(tx, command);
      const visit = await storeVisit(tx, planned, excludeVisit(planned, command.cause));
      await silence(tx, visit);
      publish(tx, visitCancelled, { ...visitFactsOf(visit), because: 'not-applicable' });
      return visitViewOf(visit, tx.now);
    });
  }
}
