import { civilDate, daysBetween, type Instant, type PlainDate } from '@trial/kernel';
import { dayOf, occurredOf, positionOfAttendance, spanOf, type Occurred } from './attendance.js';
import type { Visit } from './visit.js';
import type { VisitWindow } from './visit-window.js';

/** How far outside its window a visit took place. */
export interface Deviation {
  readonly direction: 'early' | 'late';
  /**
   * At least 1. Civil days between the visit and the nearest day of the window, or hours begun; of an attendance of which
   * only a date is known, as far as it was outside at least.
   */
  readonly by: number;
  readonly unit: 'hours' | 'days';
}

/**
 * The deviation of a visit from its window, drafted as a protocol deviation (S05); `none` inside. Days are counted in
 * the zone of the window: one minute past midnight is one day late. `none` also of what may have been inside: nobody is told
 * of a deviation that is not certain.
 */
export function deviationOf(window: VisitWindow, occurred: Occurred): Deviation | 'none' {
  const { unit } = window;
  const { first, last } = spanOf(occurred, window.zone);
  switch (positionOfAttendance(window, occurred)) {
    case 'in-window':
    case 'uncertain':
      return 'none';
    case 'before-window':
      return { direction: 'early', by: distance(last, window.opensAt, window), unit };
    case 'after-window':
      return { direction: 'late', by: distance(lastInstantOf(window), first, window), unit };
  }
}

/**
 * Civil days from the target to the visit in the zone of the window: negative when early, 0 on the day itself; null when
 * the day is not known.
 */
export function daysFromTarget({ targetOn, zone }: VisitWindow, occurred: Occurred): number | null {
  const day = dayOf(occurred, zone);
  return day && daysBetween(targetOn, day);
}

function distance(from: Instant, to: Instant, { unit, zone }: VisitWindow): number {
  if (unit === 'days') return daysBetween(civilDate(from, zone), civilDate(to, zone));
  return Math.ceil((to.epochMilliseconds - from.epochMilliseconds) / 3_600_000);
}

/** A window in days ends just before it closes: a millisecond earlier is on its last day. */
const lastInstantOf = ({ closesAt, unit }: VisitWindow): Instant =>
  unit === 'days' ? closesAt.subtract({ milliseconds: 1 }) : closesAt;

/** What a visit deviates in by its window; of these it has one at most, beside what deviates in a treatment. */
export const visitKinds = ['visit-early', 'visit-late', 'visit-missed'] as const;

/** A rule of the visit schedule that was not kept, before anybody judged it. */
export interface DraftedDeviation {
  readonly kind: (typeof visitKinds)[number] | 'evidence-expired' | 'treated-too-soon';
  /** The rule in words, with the window of this participant. */
  readonly rule: string;
  /** How far outside, in `unit`; null for a visit that did not take place. */
  readonly distance: number | null;
  readonly unit: 'hours' | 'days' | null;
}

/**
 * What a visit deviates in (S05): an attendance certainly outside its window, or a visit that was missed. Nothing is said of a
 * window that may still move, nor of a visit nobody planned.
 */
export function draftDeviation(visit: Visit): DraftedDeviation | 'none' {
  if (visit.provisional || visit.kind === 'unscheduled') return 'none';
  const rule = `${visit.visitCode} takes place from ${inWords(visit.opensAt, visit)} to ${inWords(lastInstantOf(visit), visit)}`;
  if (visit.state === 'missed') return { kind: 'visit-missed', rule, distance: null, unit: null };
  const occurred = occurredOf(visit);
  if (visit.state !== 'done' || occurred === null) return 'none';
  const deviation = deviationOf(visit, occurred);
  if (deviation === 'none') return 'none';
  return {
    kind: deviation.direction === 'early' ? 'visit-early' : 'visit-late',
    rule,
    distance: deviation.by,
    unit: deviation.unit,
  };
}

/**
 * A treatment nearer to the ones before than the first participants of a trial are kept apart, by the days it lacks; `none` from
 * that day on.
 */
export function draftTooSoon(
  treatedOn: PlainDate,
  earliest: { readonly on: PlainDate; readonly rule: string } | null,
): DraftedDeviation | 'none' {
  const distance = earliest === null ? 0 : daysBetween(treatedOn, earliest.on);
  if (earliest === null || distance <= 0) return 'none';
  return { kind: 'treated-too-soon', rule: earliest.rule, distance, unit: 'days' };
}

/** Whether what was drafted still says what it says now */
export const isSameDeviation = (standing: DraftedDeviation | null, draft: DraftedDeviation | 'none'): boolean =>
  standing === null || draft === 'none'
    ? standing === null && draft === 'none'
    : standing.kind === draft.kind &&
      standing.rule === draft.rule &&
      standing.distance === draft.distance &&
      standing.unit === draft.unit;

/** A day of the site's calendar, with the time where windows are counted in hours. */
function inWords(at: Instant, { unit, zone }: VisitWindow): string {
  const local = at.toZonedDateTimeISO(zone);
  return unit === 'days'
    ? local.toPlainDate().toString()
    : `${local.toPlainDateTime().toString({ smallestUnit: 'minute' })} ${zone}`;
}
