import { clockStarted } from '@trial/contracts';
import { arm } from '@trial/deadlines';
import { isBefore } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { startClock } from '../domain/reporting-clock.js';
import { type ClockTimes } from '../domain/reporting-clocks.js';
import { placedAt } from '../placement/placed.js';
import { clockFactsOf } from './clock-facts.js';
import { runningClocks, supersedeClocks } from './end-clocks.js';
import { firstLateInstant, reportingClockRunsOut } from './reporting-clock.deadline.js';
import { ReportingClocks } from './reporting-clock.table.js';

/**
 * Writes the clocks, arms what rings when they run out, and says that they started: all with the fact that started them. Of
 * two clocks of one kind the one that is due first stands: a later one is not started, an earlier one takes over.
 */
export async function startClocks(tx: Transaction, event: AdverseEvent, times: readonly ClockTimes[]): Promise<void> {
  for (const each of times) {
    const [running] = await runningClocks(tx, event.id, [each.clock]);
    if (running && !isBefore(each.dueAt, running.dueAt)) continue;
    if (running) await supersedeClocks(tx, [running]);
    const started = startClock(tx.newId(), event.id, event.trialVersion, each);
    const clock = placedAt(event, { ...started, supersedes: running?.id ?? null });
    await tx.rows(ReportingClocks).insert(clock);
    const { trialId, siteId } = event;
    arm(tx, reportingClockRunsOut, { trialId, siteId, clockId: clock.id }, firstLateInstant(each));
    publish(tx, clockStarted, clockFactsOf(clock));
  }
}
