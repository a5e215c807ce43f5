import { Injectable } from '@nestjs/common';
import { visitDone, type RecordVisitCommand, type VisitView } from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { positionOf } from '../domain/visit-window.js';
import { recordVisit } from '../domain/visit.js';
import { lockVisit, storeVisit } from './change-visit.js';
import { visitFactsOf, written } from './visit-facts.js';
import { visitViewOf } from './visit-view.js';

/** A visit took place. Its window is not touched: it opens and closes by the clock, early or late as the visit was. */
@Injectable()
export class RecordVisit {
  constructor(private readonly transactions: Transactions) {}

  execute(command: RecordVisitCommand, context: Context): Promise<VisitView> {
    const occurredAt = instant(command.occurredAt);

    return this.transactions.once(context, async (tx) => {
      const planned = await lockVisit(tx, command);
      const visit = await storeVisit(tx, planned, recordVisit(planned, occurredAt, planned.anchorAt, tx.now));
      publish(tx, visitDone, {
        ...visitFactsOf(visit),
        occurredAt: written(occurredAt),
        position: positionOf(visit, occurredAt),
      });
      return visitViewOf(visit, tx.now);
    });
  }
}
