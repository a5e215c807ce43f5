import { Rejection } from './rejection.js';
import { plainDate, type PlainDate } from './time.js';

/**
 * A calendar date known to the year, month or day: `2025`, `2025-03`, `2025-03-04` (ISO 8601, as CDISC `--DTC`
 * variables allow). What is not known stays unknown; it is never padded.
 */
export type PartialDate = string & { readonly __partialDate?: true };

const SHAPE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** Reads a partial date; a `Rejection('impossible-date')` for anything that is no calendar date. */
export function partialDate(text: string): PartialDate {
  if (!SHAPE.test(text)) throw new Rejection('impossible-date', { rule: 'a date is YYYY, YYYY-MM or YYYY-MM-DD' });
  try {
    earliestDay(text);
  } catch {
    throw new Rejection('impossible-date', { rule: `${text} is not in the calendar` });
  }
  return text;
}

/** The first day the date can mean. */
export const earliestDay = (date: PartialDate): PlainDate => plainDate(`${date}-01-01`.slice(0, 10));

/** The last day the date can mean. */
export function latestDay(date: PartialDate): PlainDate {
  const first = earliestDay(date);
  if (date.length === 4) return first.with({ month: 12, day: 31 });
  return date.length === 7 ? first.with({ day: first.daysInMonth }) : first;
}

/**
 * Whether the date can mean this day or a later one: its last day is not before it. `day` is `YYYY-MM-DD`. As text, because
 * a report asks it of every event.
 */
export const mayBeFrom = (date: PartialDate, day: string): boolean => date >= day.slice(0, date.length);

/** Whether the date can mean this day or an earlier one: its first day is not after it. */
export const mayBeUntil = (date: PartialDate, day: string): boolean => date <= day.slice(0, date.length);
