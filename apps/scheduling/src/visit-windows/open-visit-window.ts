import { Injectable } from '@nestjs/common';
import { visitWindowOpened } from '@trial/contracts';
import { OnDeadline, type PayloadOf } from '@trial/deadlines';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { visitFactsOf, written } from '../visits/visit-facts.js';
import { Visits } from '../visits/visit.table.js';
import { setClosingBell } from './bells.js';
import { visitWindowOpens } from './visit-window.deadline.js';

/** The window opens by the clock, whether or not the visit took place early: only a cancelled visit's bell is gone. */
@Injectable()
export class OpenVisitWindow {
  @OnDeadline(visitWindowOpens)
  async open({ visitId }: PayloadOf<typeof visitWindowOpens>, tx: Transaction): Promise<void> {
    const visit = await tx.rows(Visits).findOneByOrFail({ id: visitId });
    publish(tx, visitWindowOpened, { ...visitFactsOf(visit), closesAt: written(visit.closesAt) });
    setClosingBell(tx, visit);
  }
}
