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
