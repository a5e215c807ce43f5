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
 * A visit nobody planned (S06). Its window is the day it took place, so it is never out of window and never counts for
 * another visit. `Rejection('visit-in-future')`.
 */
export function recordUnscheduledVisit(
  id: string,
  participantId: ParticipantId,
  visitCode: string,
  occurredAt: Instant,
  zone: TimeZone,
  now: Instant,
): Visit {
  checkOccurred(occurredAt, now);
  const targetOn = civilDate(occurredAt, zone);
  const opensAt = startOfDay(targetOn, zone);
  const day = { targetOn, targetAt: opensAt, opensAt, closesAt: endOfDay(targetOn, zone), unit: 'days', zone } as const;
  const visit = planVisit(id, participantId, { visitCode, primary: false, last: false, ...day });
  return { ...visit, kind: 'unscheduled', state: 'done', occurredAt };
}

/**
 * The visit took place. Out of window it is stored all the same and never moved; a visit declared missed may still
 * take place late.
 *
 * @param anchorAt what the plan of the participant counts from; no visit after it can have taken place before it.
 * `Rejection`: `visit-in-future`, `visit-before-anchor`, `visit-already-settled` (done, cancelled, not applicable).
 */
export function recordVisit(visit: Visit, occurredAt: Instant, anchorAt: Instant, now: Instant): Visit {
  if (visit.state !== 'planned' && visit.state !== 'missed') throw alreadySettled(visit);
  checkOccurred(occurredAt, now);
  if (isAfter(visit.targetAt, anchorAt) && isBefore(occurredAt, anchorAt)) {
    throw new Rejection('visit-before-anchor', { field: 'occurredAt', rule: 'follow-up follows treatment' });
  }
  return { ...visit, state: 'done', occurredAt, reason: null };
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

/** The visit will not take place because participation ended. `Rejection`: `visit-already-settled`, `reason-missing`. */
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
export function standingOf(visit: Visit, now: Instant): VisitStanding {
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

function checkOccurred(occurredAt: Instant, now: Instant): void {
  if (isAfter(occurredAt, now)) {
    throw new Rejection('visit-in-future', { field: 'occurredAt', rule: 'what is recorded has happened' });
  }
}
