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

/** What a work list shows: the state, told apart by the clock. */
export type VisitStanding =
  'upcoming' | 'open' | 'due' | 'overdue' | 'done' | 'out-of-window' | 'missed' | 'cancelled' | 'not-applicable';

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
 * another visit. `Rejection('visit-in-the-future')`.
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
 * The visit took place. Out of window it is stored all the same and never moved; a visit
 * declared missed may still take place late. `Rejection`: `visit-in-the-future`, `visit-already-done`,
 * `visit-cancelled`, `visit-not-applicable`.
 */
export function recordVisit(visit: Visit, occurredAt: Instant, now: Instant): Visit {
  checkOccurred(occurredAt, now);
  switch (visit.state) {
    case 'planned':
    case 'missed':
      return { ...visit, state: 'done', occurredAt, reason: null };
    case 'done':
      throw new Rejection('visit-already-done', { rule: 'a visit takes place once; correct the record instead' });
    case 'cancelled':
      throw new Rejection('visit-cancelled', { rule: 'a cancelled visit does not take place' });
    case 'not-applicable':
      throw new Rejection('visit-not-applicable', { rule: 'this visit does not apply to the participant' });
  }
}

/**
 * A person states that the visit did not take place, and why (S07, decision of a person and never of the clock).
 * `Rejection`: `visit-not-planned`, `reason-missing`, `window-not-open` (it can still take place).
 */
export function missVisit(visit: Visit, reason: string, now: Instant): Visit {
  if (isBefore(now, visit.opensAt)) {
    throw new Rejection('window-not-open', { rule: 'a visit is missed once its window has opened' });
  }
  return setAside(visit, 'missed', reason);
}

/** The visit will not take place because participation ended. `Rejection`: `visit-not-planned`, `reason-missing`. */
export const cancelVisit = (visit: Visit, reason: string): Visit => setAside(visit, 'cancelled', reason);

/** The visit does not concern this participant. `Rejection`: `visit-not-planned`, `reason-missing`. */
export const excludeVisit = (visit: Visit, reason: string): Visit => setAside(visit, 'not-applicable', reason);

/**
 * Makes or moves the appointment. Target and window stay where the anchor put them.
 * `Rejection`: `visit-not-planned`, `appointment-in-the-past`.
 */
export function rescheduleVisit(visit: Visit, plannedFor: Instant, now: Instant): Visit {
  checkPlanned(visit);
  if (isBefore(plannedFor, now)) {
    throw new Rejection('appointment-in-the-past', { field: 'plannedFor', rule: 'an appointment lies ahead' });
  }
  return { ...visit, plannedFor };
}

/**
 * How the visit stands at `now`. A planned visit is upcoming until its window opens, open until its target, due until
 * the window closes, then overdue; a visit that took place early or late is out of window for ever.
 */
export function standingOf(visit: Visit, now: Instant): VisitStanding {
  if (visit.state === 'done') {
    return visit.occurredAt && positionOf(visit, visit.occurredAt) !== 'in-window' ? 'out-of-window' : 'done';
  }
  if (visit.state !== 'planned') return visit.state;
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
  if (visit.state !== 'planned') {
    throw new Rejection('visit-not-planned', { rule: `the visit is ${visit.state}` });
  }
}

function checkOccurred(occurredAt: Instant, now: Instant): void {
  if (isAfter(occurredAt, now)) {
    throw new Rejection('visit-in-the-future', { field: 'occurredAt', rule: 'what is recorded has happened' });
  }
}
