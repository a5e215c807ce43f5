import {
  civilDate,
  endOfDay,
  isAfter,
  isBefore,
  Rejection,
  startOfDay,
  type Instant,
  type ParticipantId,
  type TimeZone,
} from '@trial/kernel';
import { occurrenceOf, spanOf, type Occurred, type Occurrence } from './attendance.js';
import type { PlannedVisit } from './visit-plan.js';
import { positionOf } from './visit-window.js';

/** What somebody has decided or done. What the clock says about a visit is derived, never stored (S04). */
export type VisitState = 'planned' | 'done' | 'missed' | 'cancelled' | 'not-applicable';

/** What the clock makes of a planned visit; closed once somebody has settled it. */
export type VisitStanding = 'upcoming' | 'open' | 'due' | 'overdue' | 'closed';

/** When it took place, is its `Occurrence`. */
export interface Visit extends PlannedVisit, Occurrence {
  readonly id: string;
  readonly participantId: ParticipantId;
  readonly kind: 'scheduled' | 'unscheduled';
  readonly state: VisitState;
  /** The appointment, if one was made; it may lie outside the window. */
  readonly plannedFor: Instant | null;
  /** Why it was missed, cancelled or does not apply. */
  readonly reason: string | null;
}

/** A visit of the plan becomes a visit of somebody. */
export const planVisit = (id: string, participantId: ParticipantId, planned: PlannedVisit): Visit => ({
  ...planned,
  id,
  participantId,
  kind: 'scheduled',
  state: 'planned',
  plannedFor: null,
  occurredAt: null,
  occurredOn: null,
  reason: null,
});

/**
 * A visit nobody planned (S06). Its window is the day it took place, or all days that can be meant, so it is never out of
 * window; its target, by which visits are sorted, is the first of them. Whether it stands in for another visit in an
 * analysis is a rule of the trial. `Rejection`: `visit-in-future`, `visit-before-consent`.
 */
export function recordUnscheduledVisit(
  id: string,
  participantId: ParticipantId,
  visitCode: string,
  occurred: Occurred,
  zone: TimeZone,
  { consentedAt, now }: { readonly consentedAt: Instant | null; readonly now: Instant },
): Visit {
  checkOccurred(occurred, zone, now);
  checkConsented(occurred, zone, consentedAt);
  const { first, last } = spanOf(occurred, zone);
  const targetOn = civilDate(first, zone);
  const opensAt = startOfDay(targetOn, zone);
  const closesAt = endOfDay(civilDate(last, zone), zone);
  const days = { targetOn, targetAt: opensAt, opensAt, closesAt, unit: 'days', zone } as const;
  const kindOf = { phase: 'follow-up', primary: false, last: false, provisional: false, contactOnly: false } as const;
  const counted = { countedFrom: 'attendance', countedFromAt: first };
  const visit = planVisit(id, participantId, { visitCode, ...kindOf, ...counted, ...days });
  return { ...visit, kind: 'unscheduled', state: 'done', ...occurrenceOf(occurred) };
}

/**
 * The visit took place. Out of window it is stored all the same and never moved; a visit declared missed may still
 * take place late.
 *
 * @param consentedAt no visit precedes consent; null when it is not known here, which refuses nothing.
 * @param anchorAt day 0 of the participant; no visit after it can have taken place before it, and none while there is
 * none. `Rejection`: `visit-is-treatment`, `visit-in-future`, `visit-before-consent`, `visit-before-anchor`,
 * `visit-already-settled` (done, cancelled, not applicable).
 */
export function recordVisit(visit: Visit, occurred: Occurred, moments: Moments): Visit {
  checkByHand(visit);
  return attended(visit, occurred, moments, ['planned', 'missed']);
}

/** The visit took place at another time than was recorded. `Rejection`: `visit-not-done`, those of `recordVisit`. */
export function correctAttendance(visit: Visit, occurred: Occurred, moments: Moments): Visit {
  checkByHand(visit);
  return corrected(visit, occurred, moments);
}

/**
 * A visit of treatment took place when what is given at it was given, however that became known: it is recorded, or its
 * time corrected when it is done already. It counts more than the word of a person that nothing was given, as missed or not
 * applicable. `Rejection`: those of `recordVisit`, but for `visit-is-treatment`.
 */
export const attendTreatment = (visit: Visit, givenAt: Instant, moments: Moments): Visit =>
  visit.state === 'done'
    ? corrected(visit, givenAt, moments)
    : attended(visit, givenAt, moments, ['planned', 'missed', 'not-applicable']);

function attended(visit: Visit, occurred: Occurred, moments: Moments, from: readonly VisitState[]): Visit {
  if (!from.includes(visit.state)) throw alreadySettled(visit);
  checkAttendance(visit, occurred, moments);
  return { ...visit, state: 'done', ...occurrenceOf(occurred), reason: null };
}

function corrected(visit: Visit, occurred: Occurred, moments: Moments): Visit {
  if (visit.state !== 'done') throw new Rejection('visit-not-done', { rule: `the visit is ${visit.state}` });
  checkAttendance(visit, occurred, moments);
  return { ...visit, ...occurrenceOf(occurred) };
}

/** What was given and that somebody came must not say two things: of a visit of treatment only the former is said. */
function checkByHand({ phase }: Visit): void {
  if (phase === 'treatment') {
    throw new Rejection('visit-is-treatment', {
      field: 'visitId',
      rule: 'record the administration or dose that was given at it, or correct the time of that',
    });
  }
}

/** What an attendance is held against. */
export interface Moments {
  readonly consentedAt: Instant | null;
  readonly anchorAt: Instant | null;
  readonly now: Instant;
}

/** A date is refused only when every moment it can mean would be. */
function checkAttendance(visit: Visit, occurred: Occurred, { consentedAt, anchorAt, now }: Moments): void {
  checkOccurred(occurred, visit.zone, now);
  checkConsented(occurred, visit.zone, consentedAt);
  const follows = visit.phase === 'follow-up' && visit.kind === 'scheduled' && visit.countedFrom !== 'consent';
  if (follows && (anchorAt === null || isBefore(spanOf(occurred, visit.zone).last, anchorAt))) {
    throw new Rejection('visit-before-anchor', { field: fieldOf(occurred), rule: 'follow-up follows day 0' });
  }
}

/**
 * A person states that the visit did not take place, and why (S07, decision of a person and never of the clock).
 * `Rejection`: `visit-already-settled`, `reason-missing`, `window-not-open-yet` (it can still take place).
 */
export function missVisit(visit: Visit, reason: string, now: Instant): Visit {
  checkPlanned(visit);
  if (isBefore(now, visit.opensAt)) {
    throw new Rejection('window-not-open-yet', { rule: 'a visit is missed once its window has opened' });
  }
  return setAside(visit, 'missed', reason);
}

/** The visit will not take place any more. `Rejection`: `visit-already-settled`, `reason-missing`. */
export const cancelVisit = (visit: Visit, reason: string): Visit => setAside(visit, 'cancelled', reason);

/** Why a plan, and nobody's decision about the visit itself, set it aside. */
export type SetAsideByPlan = 'follow-up-ended' | 'no-longer-planned' | 'planned-anew';

const SET_ASIDE_BY_PLAN: ReadonlySet<string> = new Set<SetAsideByPlan>([
  'follow-up-ended',
  'no-longer-planned',
  'planned-anew',
]);

/** Whether a plan cancelled the visit: should a later plan have it again, it is planned anew. */
export const isSetAsideByPlan = ({ state, reason }: Pick<Visit, 'state' | 'reason'>): boolean =>
  state === 'cancelled' && reason !== null && SET_ASIDE_BY_PLAN.has(reason);

/** Every visit of the plan once: of those that were set aside and planned anew, only the last. */
export const asLastPlanned = <Known extends Pick<Visit, 'id' | 'kind' | 'visitCode' | 'state'>>(
  visits: readonly Known[],
): readonly Known[] =>
  visits.filter(
    (visit) =>
      visit.state !== 'cancelled' ||
      !visits.some(
        ({ id, kind, visitCode, state }) =>
          kind === 'scheduled' && visitCode === visit.visitCode && (state !== 'cancelled' || id > visit.id),
      ),
  );

/** The visit does not concern this participant. `Rejection`: `visit-already-settled`, `reason-missing`. */
export const excludeVisit = (visit: Visit, reason: string): Visit => setAside(visit, 'not-applicable', reason);

/**
 * Makes or moves the appointment. Target and window stay where the anchor put them.
 * `Rejection`: `visit-already-settled`, `appointment-in-past`.
 */
export function rescheduleVisit(visit: Visit, plannedFor: Instant, now: Instant): Visit {
  checkPlanned(visit);
  if (isBefore(plannedFor, now)) {
    throw new Rejection('appointment-in-past', { field: 'plannedFor', rule: 'an appointment lies ahead' });
  }
  return { ...visit, plannedFor };
}

/**
 * How the visit stands at `now` (S04): upcoming until its window opens, open until its target, due until the window
 * closes, then overdue. Whether a visit that took place was in its window is asked of `positionOfAttendance`.
 */
export function standingOf(
  visit: Pick<Visit, 'opensAt' | 'targetAt' | 'closesAt' | 'unit'> & { readonly state: string },
  now: Instant,
): VisitStanding {
  if (visit.state !== 'planned') return 'closed';
  switch (positionOf(visit, now)) {
    case 'before-window':
      return 'upcoming';
    case 'in-window':
      return isBefore(now, visit.targetAt) ? 'open' : 'due';
    case 'after-window':
      return 'overdue';
  }
}

function setAside(visit: Visit, state: 'missed' | 'cancelled' | 'not-applicable', reason: string): Visit {
  checkPlanned(visit);
  if (reason.trim() === '') throw new Rejection('reason-missing', { field: 'reason', rule: 'say why' });
  return { ...visit, state, reason };
}

function checkPlanned(visit: Visit): void {
  if (visit.state !== 'planned') throw alreadySettled(visit);
}

const alreadySettled = ({ state }: Visit): Rejection =>
  new Rejection('visit-already-settled', { rule: `the visit is ${state}` });

function checkConsented(occurred: Occurred, zone: TimeZone, consentedAt: Instant | null): void {
  if (consentedAt !== null && isBefore(spanOf(occurred, zone).last, consentedAt)) {
    throw new Rejection('visit-before-consent', { field: fieldOf(occurred), rule: 'no visit precedes consent' });
  }
}

function checkOccurred(occurred: Occurred, zone: TimeZone, now: Instant): void {
  if (isAfter(spanOf(occurred, zone).first, now)) {
    throw new Rejection('visit-in-future', { field: fieldOf(occurred), rule: 'what is recorded has happened' });
  }
}

const fieldOf = (occurred: Occurred): keyof Occurrence => (typeof occurred === 'string' ? 'occurredOn' : 'occurredAt');
