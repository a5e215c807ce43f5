import {
  civilDate,
  earliestDay,
  endOfDay,
  instant,
  latestDay,
  partialDate,
  Rejection,
  startOfDay,
  type Instant,
  type PartialDate,
  type PlainDate,
  type TimeZone,
} from '@trial/kernel';
import { positionOf, type VisitWindow, type WindowPosition } from './visit-window.js';

/** When a visit took place, as it was typed: a moment, or a date as far as it is known. */
export type Occurred = Instant | PartialDate;

/** An `Occurred` as it is kept: one of the two when the visit took place, neither otherwise. */
export interface Occurrence {
  readonly occurredAt: Instant | null;
  readonly occurredOn: PartialDate | null;
}

/** Reads what was typed. `Rejection`: `moment-or-date` unless exactly one of the two was, `impossible-date`. */
export function readOccurred({ occurredAt, occurredOn }: { occurredAt?: string; occurredOn?: string }): Occurred {
  if (occurredAt !== undefined && occurredOn === undefined) return instant(occurredAt);
  if (occurredOn !== undefined && occurredAt === undefined) return partialDate(occurredOn);
  throw new Rejection('moment-or-date', {
    field: 'occurredAt',
    rule: 'give the moment (occurredAt) or, where no time of day is known, the date as far as it is (occurredOn)',
  });
}

export const occurrenceOf = (occurred: Occurred): Occurrence =>
  typeof occurred === 'string'
    ? { occurredAt: null, occurredOn: occurred }
    : { occurredAt: occurred, occurredOn: null };

/** Null for a visit that did not take place. */
export const occurredOf = ({ occurredAt, occurredOn }: Occurrence): Occurred | null => occurredAt ?? occurredOn;

/** The first and the last millisecond it can mean in the zone of the site; the same for a moment. */
export function spanOf(
  occurred: Occurred,
  zone: TimeZone,
): {
  readonly first: Instant;
  readonly last: Instant;
} {
  if (typeof occurred !== 'string') return { first: occurred, last: occurred };
  const afterwards = endOfDay(latestDay(occurred), zone);
  return { first: startOfDay(earliestDay(occurred), zone), last: afterwards.subtract({ milliseconds: 1 }) };
}

/** The civil day; null when only the month or the year is known. */
export function dayOf(occurred: Occurred, zone: TimeZone): PlainDate | null {
  if (typeof occurred !== 'string') return civilDate(occurred, zone);
  const day = earliestDay(occurred);
  return day.equals(latestDay(occurred)) ? day : null;
}

/** Where an attendance lies; `uncertain` when some of the moments it can mean lie elsewhere than others. */
export type AttendancePosition = WindowPosition | 'uncertain';

/**
 * Where an attendance lies with respect to a window: what is true of every moment it can mean. The two ends decide,
 * because a window has no holes.
 */
export function positionOfAttendance(
  window: Pick<VisitWindow, 'opensAt' | 'closesAt' | 'unit' | 'zone'>,
  occurred: Occurred,
): AttendancePosition {
  if (typeof occurred !== 'string') return positionOf(window, occurred);
  const { first, last } = spanOf(occurred, window.zone);
  const position = positionOf(window, first);
  return position === positionOf(window, last) ? position : 'uncertain';
}
