import { civilDate, endOfDay, type Instant, type TimeZone } from '@trial/kernel';

const justBefore = (at: Instant): Instant => at.subtract({ milliseconds: 1 });

/** The last instant of a window: one in hours holds its end, one in days ends before the midnight it names. */
export const lastInstantOf = (closesAt: Instant, unit: 'hours' | 'days'): Instant =>
  unit === 'hours' ? closesAt : justBefore(closesAt);

/** The last instant of the civil day `days` after the one of `at`, in the zone of the site. */
export const endOfDayAfter = (at: Instant, days: number, zone: TimeZone): Instant =>
  justBefore(endOfDay(civilDate(at, zone).add({ days }), zone));

/** Elapsed hours, whatever the clocks of the site do; the last one is inside. */
export const hoursAfter = (at: Instant, hours: number): Instant => at.add({ hours });

/** Hours as elapsed time, days as civil days to the end of the last one. */
export const within = (
  span: { readonly hours: number } | { readonly days: number },
  at: Instant,
  zone: TimeZone,
): Instant => ('hours' in span ? hoursAfter(at, span.hours) : endOfDayAfter(at, span.days, zone));
