import { Injectable } from '@nestjs/common';
import { visitWindowClosed } from '@trial/contracts';
import { OnDeadline, type PayloadOf } from '@trial/deadlines';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { visitFactsOf } from '../visits/visit-facts.js';
import { Visits } from '../visits/visit.table.js';
import { visitWindowCloses } from './visit-window.deadline.js';

/** The window closes by the clock, whatever became of the visit; a visit still planned is overdue, never missed. */
@Injectable()
export class CloseVisitWindow {
  @OnDeadline(visitWindowCloses)
  async close({ visitId }: PayloadOf<typeof visitWindowCloses>, tx: Transaction): Promise<void> {
    const visit = await tx.rows(Visits).findOneByOrFail({ id: visitId });
    publish(tx, visitWindowClosed, visitFactsOf(visit));
  }
}
