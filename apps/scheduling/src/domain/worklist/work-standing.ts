import { civilDate, comparePlainDates, isBefore, startOfDay, type Instant, type TimeZone } from '@trial/kernel';

/** How a thing to do stands. Derived for each answer, never kept (S04). */
export const workStandings = ['overdue', 'today', 'soon', 'later'] as const;
export type WorkStanding = (typeof workStandings)[number];

/** The civil days ahead that count as soon, unless the caller says otherwise. */
export const SOON_DAYS = 3;

/**
 * Overdue once its last instant has passed; today when that instant lies on the site's civil day of `now`; soon on one of the
 * next `soonDays` civil days; later after them. A day is the site's own, so it may last 23 or 25 hours.
 */
export function workStandingOf(dueAt: Instant, now: Instant, zone: TimeZone, soonDays = SOON_DAYS): WorkStanding {
  if (isBefore(dueAt, now)) return 'overdue';
  const today = civilDate(now, zone);
  const dueOn = civilDate(dueAt, zone);
  if (comparePlainDates(dueOn, today) === 0) return 'today';
  return comparePlainDates(dueOn, today.add({ days: soonDays })) <= 0 ? 'soon' : 'later';
}

/** Due instants from `from` on and before `before`; null is no limit. */
export interface DueBounds {
  readonly from: Instant | null;
  readonly before: Instant | null;
}

/** The due instants that have a standing at `now`: the same rule, for a search by index. */
export function dueBounds(standing: WorkStanding, now: Instant, zone: TimeZone, soonDays = SOON_DAYS): DueBounds {
  const today = civilDate(now, zone);
  const tomorrow = startOfDay(today.add({ days: 1 }), zone);
  const afterSoon = startOfDay(today.add({ days: soonDays + 1 }), zone);
  switch (standing) {
    case 'overdue':
      return { from: null, before: now };
    case 'today':
      return { from: now, before: tomorrow };
    case 'soon':
      return { from: tomorrow, before: afterSoon };
    case 'later':
      return { from: afterSoon, before: null };
  }
}
