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
import type { PlannedVisit } from './visit-plan.js';
import { positionOf } from './visit-window.js';

/** What somebody has decided or done. What the clock says about a visit is derived, never stored (S04). */
export type VisitState = 'planned' | 'done' | 'missed' | 'cancelled' | 'not-applicable';

/** What the clock makes of a planned visit; closed once somebody has settled it. */
export type VisitStanding = 'upcoming' | 'open' | 'due' | 'overdue' | 'closed';

export interface Visit extends PlannedVisit {
  readonly id: string;
  readonly participantId: ParticipantId;
  readonly kind: 'scheduled' | 'unscheduled';
  readonly state: VisitState;
  /** The appointment, if one was made; it may lie outside the window. */
  readonly plannedFor: Instant | null;
  /** When it took place. */
  readonly occurredAt: Instant | null;
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
  reason: null,
});

/**
 * A visit nobody planned (S06). Its window is the day it took place, so it is never out of window; whether it stands in
 * for another visit in an analysis is a rule of the trial. `Rejection`: `visit-in-future`, `visit-before-consent`.
 */
export function recordUnscheduledVisit(
  id: string,
  participantId: ParticipantId,
  visitCode: string,
  occurredAt: Instant,
  zone: TimeZone,
  { consentedAt, now }: { readonly consentedAt: Instant | null; readonly now: Instant },
): Visit {
  checkOccurred(occurredAt, now);
  checkConsented(occurredAt, consentedAt);
  const targetOn = civilDate(occurredAt, zone);
  const opensAt = startOfDay(targetOn, zone);
  const day = { targetOn, targetAt: opensAt, opensAt, closesAt: endOfDay(targetOn, zone), unit: 'days', zone } as const;
  const planned = {
    visitCode,
    phase: 'follow-up',
    primary: false,
    last: false,
    provisional: false,
    contactOnly: false,
  } as const;
  const counted = { countedFrom: 'attendance', countedFromAt: occurredAt };
  const visit = planVisit(id, participantId, { ...planned, ...counted, ...day });
  return { ...visit, kind: 'unscheduled', state: 'done', occurredAt };
}

/**
 * The visit took place. Out of window it is stored all the same and never moved; a visit declared missed may still
 * take place late.
 *
 * @param consentedAt no visit precedes consent; null when it is not known here, which refuses nothing.
 * @param anchorAt day 0 of the participant; no visit after it can have taken place before it, and none while there is
 * none. `Rejection`: `visit-in-future`, `visit-before-consent`, `visit-before-anchor`, `visit-already-settled` (done,
 * cancelled, not applicable).
 */
export function recordVisit(visit: Visit, occurredAt: Instant, moments: Moments): Visit {
  if (visit.state !== 'planned' && visit.state !== 'missed') throw alreadySettled(visit);
  checkAttendance(visit, occurredAt, moments);
  return { ...visit, state: 'done', occurredAt, reason: null };
}

/** The visit took place at another time than was recorded. `Rejection`: `visit-not-done`, those of `recordVisit`. */
export function correctAttendance(visit: Visit, occurredAt: Instant, moments: Moments): Visit {
  if (visit.state !== 'done') throw new Rejection('visit-not-done', { rule: `the visit is ${visit.state}` });
  checkAttendance(visit, occurredAt, moments);
  return { ...visit, occurredAt };
}

/** What an attendance is held against. */
export interface Moments {
  readonly consentedAt: Instant | null;
  readonly anchorAt: Instant | null;
  readonly now: Instant;
}

function checkAttendance(visit: Visit, occurredAt: Instant, { consentedAt, anchorAt, now }: Moments): void {
  checkOccurred(occurredAt, now);
  checkConsented(occurredAt, consentedAt);
  const follows = visit.phase === 'follow-up' && visit.kind === 'scheduled' && visit.countedFrom !== 'consent';
  if (follows && (anchorAt === null || isBefore(occurredAt, anchorAt))) {
    throw new Rejection('visit-before-anchor', { field: 'occurredAt', rule: 'follow-up follows day 0' });
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
 * closes, then overdue. Whether a visit that took place was in its window is asked of `positionOf` with `occurredAt`.
 */
export function standingOf(
  visit: Pick<Visit, 'state' | 'opensAt' | 'targetAt' | 'closesAt' | 'unit'>,
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

function checkConsented(occurredAt: Instant, consentedAt: Instant | null): void {
  if (consentedAt !== null && isBefore(occurredAt, consentedAt)) {
    throw new Rejection('visit-before-consent', { field: 'occurredAt', rule: 'no visit precedes consent' });
  }
}

function checkOccurred(occurredAt: Instant, now: Instant): void {
  if (isAfter(occurredAt, now)) {
    throw new Rejection('visit-in-future', { field: 'occurredAt', rule: 'what is recorded has happened' });
  }
}
