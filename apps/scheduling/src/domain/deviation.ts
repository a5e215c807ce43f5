import { civilDate, daysBetween, type Instant } from '@trial/kernel';
import { positionOf, type VisitWindow } from './visit-window.js';

/** How far outside its window a visit took place. */
export interface Deviation {
  readonly direction: 'early' | 'late';
  /** At least 1. Civil days between the visit and the nearest day of the window, or hours begun. */
  readonly by: number;
  readonly unit: 'hours' | 'days';
}

/**
 * The deviation of a visit from its window, drafted as a protocol deviation (S05); `none` inside. Days are counted in
 * the zone of the window: one minute past midnight is one day late.
 */
export function deviationOf(window: VisitWindow, occurredAt: Instant): Deviation | 'none' {
  const { unit } = window;
  switch (positionOf(window, occurredAt)) {
    case 'in-window':
      return 'none';
    case 'before-window':
      return { direction: 'early', by: distance(occurredAt, window.opensAt, window), unit };
    case 'after-window':
      return { direction: 'late', by: distance(lastInstantOf(window), occurredAt, window), unit };
  }
}

/** Civil days from the target to the visit in the zone of the window: negative when early, 0 on the day itself. */
export const daysFromTarget = ({ targetOn, zone }: VisitWindow, occurredAt: Instant): number =>
  daysBetween(targetOn, civilDate(occurredAt, zone));

function distance(from: Instant, to: Instant, { unit, zone }: VisitWindow): number {
  if (unit === 'days') return daysBetween(civilDate(from, zone), civilDate(to, zone));
  return Math.ceil((to.epochMilliseconds - from.epochMilliseconds) / 3_600_000);
}

/** A window in days ends just before it closes: a millisecond earlier is on its last day. */
const lastInstantOf = ({ closesAt, unit }: VisitWindow): Instant =>
  unit === 'days' ? closesAt.subtract({ milliseconds: 1 }) : closesAt;
