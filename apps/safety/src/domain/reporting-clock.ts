import { isAfter, isBefore, Rejection, type Id, type Instant } from '@trial/kernel';
import type { AdverseEventId } from './adverse-event.js';
import type { ClockTimes } from './reporting-clocks.js';

export type ReportingClockId = Id<'reporting-clock'>;

/** A clock that was started. Its times never change: another fact starts another clock, and both stay visible. */
export interface ReportingClock extends ClockTimes {
  readonly id: ReportingClockId;
  readonly adverseEventId: AdverseEventId;
  readonly status: 'running' | 'met' | 'superseded';
  readonly metAt: Instant | null;
  /** The clock this one replaces, with the reason; null for a first clock. */
  readonly supersedes: ReportingClockId | null;
  readonly reason: string | null;
  /** The version of the trial whose numbers it goes by. */
  readonly trialVersion: number;
}

/** Puts computed times on an adverse event. */
export const startClock = (
  id: ReportingClockId,
  adverseEventId: AdverseEventId,
  trialVersion: number,
  times: ClockTimes,
): ReportingClock => ({
  ...times,
  id,
  adverseEventId,
  trialVersion,
  status: 'running',
  metAt: null,
  supersedes: null,
  reason: null,
});

/** A clock another one took over (an upgrade) stops without having been answered. Refused: `clock-not-running`. */
export function supersedeClock(clock: ReportingClock): ReportingClock {
  mustRun(clock);
  return { ...clock, status: 'superseded' };
}

/** Answers a clock. The event looks the same for both arms. Refused: `clock-not-running`. */
export function meetClock(clock: ReportingClock, metAt: Instant): ReportingClock {
  mustRun(clock);
  return { ...clock, status: 'met', metAt };
}

/** Whether `at` is too late: past the last instant of the hours, or on a day after the due day. */
export const isLate = ({ dueOn, dueAt }: Pick<ClockTimes, 'dueOn' | 'dueAt'>, at: Instant): boolean =>
  dueOn === null ? isAfter(at, dueAt) : !isBefore(at, dueAt);

/** A clock nobody has answered and that is past due. */
export const isOverdue = (clock: ReportingClock, now: Instant): boolean =>
  clock.status === 'running' && isLate(clock, now);

function mustRun({ status }: ReportingClock): void {
  if (status !== 'running') throw new Rejection('clock-not-running', { rule: `the clock is ${status}` });
}
