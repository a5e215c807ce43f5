import { In } from 'typeorm';
import { clockMet, clockSuperseded } from '@trial/contracts';
import { disarm, meet } from '@trial/deadlines';
import type { Instant } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { AdverseEventId } from '../domain/adverse-event.js';
import { isLate, meetClock, supersedeClock, type ReportingClock } from '../domain/reporting-clock.js';
import { type ClockKind } from '../domain/reporting-clocks.js';
import type { Placed } from '../placement/placed.js';
import { clockFactsOf } from './clock-facts.js';
import { reportingClockRunsOut } from './reporting-clock.deadline.js';
import { ReportingClocks } from './reporting-clock.table.js';

/** The clocks of an event that are still running, locked for change. */
export const runningClocks = (
  tx: Transaction,
  adverseEventId: AdverseEventId,
  kinds: readonly ClockKind[],
): Promise<Placed<ReportingClock>[]> =>
  tx.rows(ReportingClocks).find({
    where: { adverseEventId, clock: In([...kinds]), status: 'running' },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });

/** Answers clocks, in time or late; the event looks the same for both arms. */
export async function meetClocks(
  tx: Transaction,
  clocks: readonly Placed<ReportingClock>[],
  metAt: Instant,
): Promise<void> {
  for (const clock of clocks) {
    const { status } = meetClock(clock, metAt);
    await tx.rows(ReportingClocks).update({ id: clock.id }, { status, metAt });
    await meet(tx, reportingClockRunsOut, whereOf(clock));
    publish(tx, clockMet, {
      ...clockFactsOf(clock),
      metAt: metAt.toString({ fractionalSecondDigits: 3 }),
      late: isLate(clock, metAt),
    });
  }
}

/** Clocks another one took over stop without having been answered. */
export async function supersedeClocks(tx: Transaction, clocks: readonly Placed<ReportingClock>[]): Promise<void> {
  for (const clock of clocks) {
    const { status } = supersedeClock(clock);
    await tx.rows(ReportingClocks).update({ id: clock.id }, { status });
    await disarm(tx, reportingClockRunsOut, whereOf(clock));
    publish(tx, clockSuperseded, clockFactsOf(clock));
  }
}

const whereOf = ({ trialId, siteId, id }: Placed<ReportingClock>) => ({ trialId, siteId, clockId: id });
