import { Temporal } from 'temporal-polyfill';

/**
 * Days and zones asked for again and again: a trial has few days and few zones, and many participants on each. What is kept
 * here is what Temporal said of a day; it answers whatever is not kept, so no result is ours (`calendar.spec.ts`).
 */

const DAY = 86_400_000;
/** More than a century of days, and every zone there is. Beyond that everything is forgotten and begins again. */
const MOST_DAYS = 40_000;
const MOST_ZONES = 1_000;

/** Days by their number: 1970-01-01 is 0. */
const days = new Map<number, Temporal.PlainDate>();

interface Zone {
  /** By the number of a day in UTC: how far the zone is ahead all through it, in ms; null when its clocks change then. */
  readonly ahead: Map<number, number | null>;
  /** By the number of a civil day: its first moment. */
  readonly starts: Map<number, Temporal.Instant>;
}
const zones = new Map<string, Zone>();

/** The civil day some days later, or earlier when negative. */
export const addDays = (on: Temporal.PlainDate, count: number): Temporal.PlainDate =>
  kept(days, MOST_DAYS, numberOf(on) + count, () => on.add({ days: count }));

/** The civil day of a moment. */
export function civilDate(at: Temporal.Instant, zone: string): Temporal.PlainDate {
  const { epochMilliseconds } = at;
  const ahead = aheadOn(Math.floor(epochMilliseconds / DAY), zone);
  const slowly = () => at.toZonedDateTimeISO(zone).toPlainDate();
  return ahead === null ? slowly() : kept(days, MOST_DAYS, Math.floor((epochMilliseconds + ahead) / DAY), slowly);
}

/** The first moment of a civil day. */
export const startOfDay = (on: Temporal.PlainDate, zone: string): Temporal.Instant =>
  kept(zoneOf(zone).starts, MOST_DAYS, numberOf(on), () => on.toZonedDateTime(zone).toInstant());

/** Constant when it is the same at both ends: no zone ever changed its clocks twice within a day and back again. */
const aheadOn = (dayInUtc: number, zone: string): number | null =>
  kept(zoneOf(zone).ahead, MOST_DAYS, dayInUtc, () => {
    const [first, last] = [dayInUtc * DAY, (dayInUtc + 1) * DAY].map(
      (at) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds,
    );
    // Offsets of before 1972 may have parts of a second; those in parts of a millisecond do not exist.
    return first !== undefined && first === last ? first / 1e6 : null;
  });

const zoneOf = (name: string): Zone =>
  kept(zones, MOST_ZONES, name, () => ({
    ahead: new Map<number, number | null>(),
    starts: new Map<number, Temporal.Instant>(),
  }));

/** Days since 1970-01-01, by the calendar alone (Hinnant, "chrono-compatible low-level date algorithms", days_from_civil). */
function numberOf({ year, month, day }: Temporal.PlainDate): number {
  const years = month <= 2 ? year - 1 : year;
  const era = Math.floor(years / 400);
  const yearOfEra = years - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Looks it up, or asks and keeps the answer; what throws is not kept. */
function kept<Key, Value>(known: Map<Key, Value>, most: number, key: Key, ask: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = ask();
  if (known.size >= most) known.clear();
  known.set(key, value);
  return value;
}
