import { Injectable } from '@nestjs/common';
import { OnDeadline, type PayloadOf } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import { isOverdue } from '../domain/reporting-clock.js';
import { reportingClockRunsOut } from './reporting-clock.deadline.js';
import { ReportingClocks } from './reporting-clock.table.js';
import { tellBreach } from './tell-breach.js';

/** Nobody answered in time. The clock goes on running, overdue, until somebody does; the breach is told once. */
@Injectable()
export class EscalateOverdueClock {
  @OnDeadline(reportingClockRunsOut)
  async overdue({ clockId }: PayloadOf<typeof reportingClockRunsOut>, tx: Transaction): Promise<void> {
    const clock = await tx.rows(ReportingClocks).findOneBy({ id: clockId });
    if (clock && isOverdue(clock, tx.now)) await tellBreach(tx, clock);
  }
}
