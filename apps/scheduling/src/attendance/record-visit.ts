import { Injectable } from '@nestjs/common';
import { visitDone, type RecordVisitCommand, type VisitView } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { deriveDeviation } from '../deviations/derive-deviation.js';
import { readOccurred } from '../domain/attendance.js';
import { recordVisit } from '../domain/visit.js';
import { MoveDependentVisits } from '../visit-plans/move-dependent-visits.js';
import { lockVisit, momentsOf, storeVisit } from '../visits/change-visit.js';
import { doneFactsOf } from '../visits/visit-facts.js';
import { visitViewOf } from '../visits/visit-view.js';

/** A visit took place; what its window says of that is drafted, and visits that count from it move. */
@Injectable()
export class RecordVisit {
  constructor(
    private readonly transactions: Transactions,
    private readonly dependents: MoveDependentVisits,
  ) {}

  execute(command: RecordVisitCommand, context: Context): Promise<VisitView> {
    return this.transactions.once(context, async (tx) => {
      const planned = await lockVisit(tx, command);
      const occurred = readOccurred(command);
      const visit = await storeVisit(tx, planned, recordVisit(planned, occurred, await momentsOf(tx, planned)));
      await deriveDeviation(tx, visit);
      publish(tx, visitDone, doneFactsOf(planned, visit, occurred));
      await this.dependents.of(tx, visit);
      return visitViewOf(visit, tx.now);
    });
  }
}
