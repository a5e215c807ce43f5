import { civilDate, endOfDay, type Instant, type PlainDate } from '@trial/kernel';
import { closedFrom } from '../visit-window.js';
import type { Visit } from '../visit.js';

/** Where a visit stands in a calendar: at a moment, or over whole days of which the last is the one before `until`. */
export type CalendarPlace =
  | { readonly kind: 'appointment'; readonly at: Instant }
  | { readonly kind: 'window'; readonly from: PlainDate; readonly until: PlainDate };

/**
 * The one place a visit has in a calendar, or none. An appointment stands at its moment. A visit without one covers the
 * days of its window as long as it is planned, and afterwards only as what was cancelled.
 */
export function calendarPlaceOf(visit: Visit): CalendarPlace | null {
  const { plannedFor, state, opensAt, zone } = visit;
  if (plannedFor !== null) return { kind: 'appointment', at: plannedFor };
  if (state === 'done' || state === 'missed') return null;
  const lastDay = civilDate(closedFrom(visit).subtract({ milliseconds: 1 }), zone);
  return { kind: 'window', from: civilDate(opensAt, zone), until: civilDate(endOfDay(lastDay, zone), zone) };
}

/** What a calendar is told of a visit that does not take place. */
export const isCancelled = ({ state }: Visit): boolean => state === 'cancelled' || state === 'not-applicable';
