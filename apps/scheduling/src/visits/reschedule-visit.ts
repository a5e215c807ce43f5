import { Injectable } from '@nestjs/common';
import { visitRescheduled, type RescheduleVisitCommand, type VisitView } from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { rescheduleVisit } from '../domain/visit.js';
import { lockVisit, storeVisit } from './change-visit.js';
import { visitFactsOf, written } from './visit-facts.js';
import { visitViewOf } from './visit-view.js';

/** Makes or moves the appointment of a visit that the caller has read (`expectedVersion`). */
@Injectable()
export class RescheduleVisit {
  constructor(private readonly transactions: Transactions) {}

  execute(command: RescheduleVisitCommand, context: Context): Promise<VisitView> {
    const plannedFor = instant(command.plannedFor);

    return this.transactions.once(context, async (tx) => {
      const planned = await lockVisit(tx, command);
      if (planned.version !== command.expectedVersion) throw new Rejection('version-conflict');
      const visit = await storeVisit(tx, planned, rescheduleVisit(planned, plannedFor, tx.now));
      publish(tx, visitRescheduled, { ...visitFactsOf(visit), plannedFor: written(plannedFor) });
      return visitViewOf(visit, tx.now);
    });
  }
}
