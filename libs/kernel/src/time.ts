import { Temporal } from 'temporal-polyfill';
import { addDays, civilDate, startOfDay } from './calendar.js';

export type Instant = Temporal.Instant;
export type PlainDate = Temporal.PlainDate;
export type Duration = Temporal.Duration;
/** An IANA zone name, for example `Europe/Amsterdam`. */
export type TimeZone = string;

/** Trial time: what domain rules, deadlines, windows and the `at` of an audit row go by. */
export interface Clock {
  now(): Instant;
}

/** An exact moment from ISO 8601 text with offset or `Z`, cut to milliseconds (the precision we store). */
export const instant = (text: string): Instant =>
  Temporal.Instant.from(text).round({ smallestUnit: 'millisecond', roundingMode: 'floor' });

/** An exact moment from milliseconds since 1970-01-01T00:00Z. */
export const instantAt = (epochMilliseconds: number): Instant =>
  Temporal.Instant.fromEpochMilliseconds(epochMilliseconds);

/** A calendar day from `YYYY-MM-DD`. */
export const plainDate = (text: string): PlainDate => Temporal.PlainDate.from(text);

/**
 * `civilDate`: the calendar day an instant falls on in a zone: 23:30Z on 3 March is 4 March in Amsterdam.
 * `startOfDay`: the first instant of a civil day in a zone (00:00, or the first moment after a skipped midnight).
 * `addDays`: the calendar day so many days later; earlier when negative.
 */
export { addDays, civilDate, startOfDay };

/** The first instant after a civil day in a zone: what "until the end of that day" means, exclusive. */
export const endOfDay = (on: PlainDate, zone: TimeZone): Instant => startOfDay(addDays(on, 1), zone);

/** Whole days from one civil date to another; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => from.until(to, { largestUnit: 'days' }).days;

export const isBefore = (a: Instant, b: Instant): boolean => Temporal.Instant.compare(a, b) < 0;
export const isAfter = (a: Instant, b: Instant): boolean => Temporal.Instant.compare(a, b) > 0;
export const compareInstants = (a: Instant, b: Instant): number => Temporal.Instant.compare(a, b);
export const comparePlainDates = (a: PlainDate, b: PlainDate): number => Temporal.PlainDate.compare(a, b);
