import {
  civilDate,
  instantAt,
  isAfter,
  isBefore,
  Rejection,
  type Instant,
  type PlainDate,
  type TimeZone,
} from '@trial/kernel';

/** When a site sees participants, as the trial file says; times of day are on the clock of the site. */
export interface Clinic {
  readonly days: readonly Weekday[];
  readonly hours: { readonly from: string; readonly until: string };
  readonly slot: { readonly minutes: number; readonly places: number };
  readonly placesPerDay?: number | undefined;
  /** `YYYY-MM-DD`. */
  readonly closedOn: readonly string[];
}

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** A stretch of time in which a clinic sees up to as many participants as it has places. */
export interface Slot {
  readonly on: PlainDate;
  readonly startsAt: Instant;
  /** First instant after it. */
  readonly endsAt: Instant;
}

/** Whether somebody is seen on this civil day (S09). */
export const isOpenOn = ({ days, closedOn }: Clinic, on: PlainDate): boolean =>
  days.some((name) => name === WEEK[on.dayOfWeek - 1]) && !closedOn.includes(on.toString());

/**
 * The slots of a day, one after the other from the opening on; none when the clinic is closed. They are counted in
 * elapsed minutes between two moments of the site's clock: a night on which clocks change has an hour of slots more or
 * less, and none twice. What is left before closing and is shorter than a slot is none.
 */
export function slotsOn(clinic: Clinic, on: PlainDate, zone: TimeZone): readonly Slot[] {
  if (!isOpenOn(clinic, on)) return [];
  const day = dayOf(clinic, on, zone);
  return Array.from({ length: day.slots }, (_, index) => slotOfDay(day, index));
}

/** The slot a moment falls in, if it does. */
export function slotHolding(clinic: Clinic, at: Instant, zone: TimeZone): Slot | undefined {
  const on = civilDate(at, zone);
  if (!isOpenOn(clinic, on)) return undefined;
  const day = dayOf(clinic, on, zone);
  const index = Math.floor((at.epochMilliseconds - day.opens) / day.length);
  return index >= 0 && index < day.slots ? slotOfDay(day, index) : undefined;
}

interface Day {
  readonly on: PlainDate;
  /** Milliseconds since 1970, and of a slot. */
  readonly opens: number;
  readonly length: number;
  readonly slots: number;
}

function dayOf({ hours, slot }: Clinic, on: PlainDate, zone: TimeZone): Day {
  const opens = momentOf(on, hours.from, zone).epochMilliseconds;
  const closes = momentOf(on, hours.until, zone).epochMilliseconds;
  const length = slot.minutes * 60_000;
  return { on, opens, length, slots: Math.max(0, Math.floor((closes - opens) / length)) };
}

const slotOfDay = ({ on, opens, length }: Day, index: number): Slot => ({
  on,
  startsAt: instantAt(opens + index * length),
  endsAt: instantAt(opens + (index + 1) * length),
});

/**
 * The slot a moment falls in, or why there is none. `Rejection`: `clinic-closed-that-day`, `outside-opening-hours`; both about `plannedFor`.
 */
export function slotAt(clinic: Clinic, at: Instant, zone: TimeZone): Slot {
  const on = civilDate(at, zone);
  if (!isOpenOn(clinic, on)) {
    throw new Rejection('clinic-closed-that-day', {
      field: 'plannedFor',
      rule: `the clinic sees nobody on ${WEEK[on.dayOfWeek - 1]} ${on.toString()}`,
    });
  }
  const slot = slotHolding(clinic, at, zone);
  if (!slot) {
    const { from, until } = clinic.hours;
    throw new Rejection('outside-opening-hours', {
      field: 'plannedFor',
      rule: `slots of ${clinic.slot.minutes} minutes from ${from} until ${until}, on the clock of the site`,
    });
  }
  return slot;
}

/**
 * How many more the clinic can see in a slot (S24): the fewest of what the slot and the day still hold, never below 0.
 *
 * @param taken every moment of the slot's civil day at which somebody is expected or was seen.
 */
export function placesFree(
  { slot, placesPerDay }: Clinic,
  { startsAt, endsAt }: Slot,
  taken: readonly Instant[],
): number {
  const inSlot = taken.filter((at) => !isBefore(at, startsAt) && isBefore(at, endsAt)).length;
  const ofDay = placesPerDay === undefined ? Infinity : placesPerDay - taken.length;
  return Math.max(0, Math.min(slot.places - inSlot, ofDay));
}

/** Refuses a slot without a free place. `Rejection`: `clinic-day-full`, `slot-full`. */
export function refuseFull(clinic: Clinic, slot: Slot, taken: readonly Instant[]): void {
  const { placesPerDay } = clinic;
  if (placesPerDay !== undefined && taken.length >= placesPerDay) {
    throw new Rejection('clinic-day-full', { field: 'plannedFor', rule: `the day holds ${placesPerDay}` });
  }
  if (placesFree(clinic, slot, taken) === 0) {
    throw new Rejection('slot-full', { field: 'plannedFor', rule: `a slot holds ${clinic.slot.places}` });
  }
}

/** The slots that begin within a stretch of time, both ends included. */
export function slotsBetween(clinic: Clinic, from: Instant, until: Instant, zone: TimeZone): readonly Slot[] {
  const slots: Slot[] = [];
  const last = civilDate(until, zone);
  for (let on = civilDate(from, zone); on.until(last).days >= 0; on = on.add({ days: 1 })) {
    slots.push(...slotsOn(clinic, on, zone));
  }
  return slots.filter(({ startsAt }) => !isBefore(startsAt, from) && !isAfter(startsAt, until));
}

const WEEK: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A time of day that clocks skip is as much later as they skip; one they show twice is the first of the two. */
const momentOf = (on: PlainDate, time: string, zone: TimeZone): Instant =>
  on.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
