import { Injectable } from '@nestjs/common';
import { visitMissed, type MissVisitCommand, type VisitView } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { deriveDeviation } from '../deviations/derive-deviation.js';
import { missVisit } from '../domain/visit.js';
import { lockVisit, storeVisit } from '../visits/change-visit.js';
import { visitFactsOf } from '../visits/visit-facts.js';
import { visitViewOf } from '../visits/visit-view.js';

/** A visit did not take place. The cause (a code) is stored and published, a deviation drafted; the person's words go to the audit trail. */
@Injectable()
export class MissVisit {
  constructor(private readonly transactions: Transactions) {}

  execute(command: MissVisitCommand, context: Context): Promise<VisitView> {
    return this.transactions.once(context, async (tx) => {
      const planned = await lockVisit(tx, command);
      const visit = await storeVisit(tx, planned, missVisit(planned, command.cause, tx.now));
      await deriveDeviation(tx, visit);
      publish(tx, visitMissed, { ...visitFactsOf(visit), reason: command.cause });
      return visitViewOf(visit, tx.now);
    });
  }
}
