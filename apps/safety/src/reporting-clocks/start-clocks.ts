import { clockStarted } from '@trial/contracts';
import { arm } from '@trial/deadlines';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { startClock } from '../domain/reporting-clock.js';
import { type ClockTimes } from '../domain/reporting-clocks.js';
import { placedAt } from '../placement/placed.js';
import { clockFactsOf } from './clock-facts.js';
import { firstLateInstant, reportingClockRunsOut } from './reporting-clock.deadline.js';
import { ReportingClocks } from './reporting-clock.table.js';

/** Writes the clocks, arms what rings when they run out, and says that they started: all with the fact that started them. */
export async function startClocks(tx: Transaction, event: AdverseEvent, times: readonly ClockTimes[]): Promise<void> {
  for (const each of times) {
    const clock = placedAt(event, startClock(tx.newId(), event.id, event.trialVersion, each));
    await tx.rows(ReportingClocks).insert(clock);
    arm(
      tx,
      reportingClockRunsOut,
      { trialId: event.trialId, siteId: event.siteId, clockId: clock.id },
      firstLateInstant(each),
    );
    publish(tx, clockStarted, clockFactsOf(clock));
  }
}
