import { clockMet, clockStarted, clockSuperseded } from '@trial/contracts';
import { arm, disarm } from '@trial/deadlines';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { In, Not } from 'typeorm';
import type { AdverseEventId } from '../domain/adverse-event.js';
import { correctClock, type CorrectedStart } from '../domain/clock-correction.js';
import { isLate, type ReportingClock } from '../domain/reporting-clock.js';
import type { ReportingPolicy } from '../domain/reporting-clocks.js';
import { placedAt, type Placed } from '../placement/placed.js';
import { clockFactsOf } from './clock-facts.js';
import { firstLateInstant, reportingClockRunsOut } from './reporting-clock.deadline.js';
import { ReportingClocks } from './reporting-clock.table.js';
import { tellBreach } from './tell-breach.js';

/** The clocks of an event that no other has taken over, answered or not, locked for change. */
export const standingClocks = (tx: Transaction, adverseEventId: AdverseEventId): Promise<Placed<ReportingClock>[]> =>
  tx.rows(ReportingClocks).find({
    where: { adverseEventId, status: Not(In(['superseded'])) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });

/**
 * Puts corrected clocks in the place of those that started wrongly. One that runs and is overdue already is told of as soon as
 * it is armed; one that was answered, and too late as it turns out, at once.
 */
export async function replaceClocks(
  tx: Transaction,
  at: Placed<object>,
  starts: readonly CorrectedStart[],
  reason: string,
  policy: ReportingPolicy,
): Promise<void> {
  const { trialId, siteId } = at;
  for (const start of starts) {
    const { superseded, corrected } = correctClock(tx.newId(), start, reason, policy);
    const [before, clock] = [placedAt(at, superseded), placedAt(at, corrected)];
    await tx.rows(ReportingClocks).update({ id: before.id }, { status: before.status });
    await disarm(tx, reportingClockRunsOut, { trialId, siteId, clockId: before.id });
    publish(tx, clockSuperseded, clockFactsOf(before));
    await tx.rows(ReportingClocks).insert(clock);
    publish(tx, clockStarted, clockFactsOf(clock));
    if (clock.metAt !== null) await tellAnswer(tx, clock);
    else arm(tx, reportingClockRunsOut, { trialId, siteId, clockId: clock.id }, firstLateInstant(clock));
  }
}

/** When a clock was answered is another moment than was recorded. */
export async function correctAnswer(
  tx: Transaction,
  clock: Placed<ReportingClock>,
  metAt: NonNullable<ReportingClock['metAt']>,
): Promise<void> {
  await tx.rows(ReportingClocks).update({ id: clock.id }, { metAt });
  await tellAnswer(tx, { ...clock, metAt });
}

async function tellAnswer(tx: Transaction, clock: Placed<ReportingClock>): Promise<void> {
  if (clock.metAt === null) return;
  const late = isLate(clock, clock.metAt);
  publish(tx, clockMet, { ...clockFactsOf(clock), metAt: clock.metAt.toString({ fractionalSecondDigits: 3 }), late });
  if (late) await tellBreach(tx, clock);
}
