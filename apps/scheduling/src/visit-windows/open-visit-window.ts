import { Injectable } from '@nestjs/common';
import { visitWindowOpened } from '@trial/contracts';
import { arm, OnDeadline, type PayloadOf } from '@trial/deadlines';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { closedFrom } from '../domain/visit-window.js';
import { visitFactsOf, written } from '../visits/visit-facts.js';
import { Visits } from '../visits/visit.table.js';
import { visitWindowCloses, visitWindowOpens } from './visit-window.deadline.js';

/** The window opens by the clock, whether or not the visit took place early: only a cancelled visit's bell is gone. */
@Injectable()
export class OpenVisitWindow {
  @OnDeadline(visitWindowOpens)
  async open(payload: PayloadOf<typeof visitWindowOpens>, tx: Transaction): Promise<void> {
    const visit = await tx.rows(Visits).findOneByOrFail({ id: payload.visitId });
    publish(tx, visitWindowOpened, { ...visitFactsOf(visit), closesAt: written(visit.closesAt) });
    arm(tx, visitWindowCloses, payload, closedFrom(visit));
  }
}
