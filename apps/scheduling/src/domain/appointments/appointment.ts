import { isAfter, isBefore, Rejection, type Instant } from '@trial/kernel';
import { slotsBetween, type Clinic } from './clinic.js';
import { closedFrom, positionOf, type VisitWindow, type WindowPosition } from '../visit-window.js';
import { rescheduleVisit, type Visit } from '../visit.js';

/**
 * Makes or moves the appointment of a visit. Target and window stay where the anchor put them; outside the window only
 * for somebody who says that they know.
 *
 * `Rejection`: `visit-already-settled`, `appointment-in-past`, `appointment-outside-window`.
 */
export function makeAppointment(visit: Visit, plannedFor: Instant, now: Instant, outside: boolean): Visit {
  const made = rescheduleVisit(visit, plannedFor, now);
  const position = positionOf(visit, plannedFor);
  if (position !== 'in-window' && !outside) {
    throw new Rejection('appointment-outside-window', {
      field: 'plannedFor',
      rule: `${position === 'before-window' ? 'before' : 'after'} the window; say outsideWindow, and why`,
    });
  }
  return made;
}

/** Takes the appointment back; the visit stays planned. `Rejection`: `visit-already-settled`, `appointment-not-made`. */
export function withdrawAppointment(visit: Visit): Visit {
  if (visit.state !== 'planned') {
    throw new Rejection('visit-already-settled', { rule: `the visit is ${visit.state}` });
  }
  if (visit.plannedFor === null) throw new Rejection('appointment-not-made', { rule: 'there is none to withdraw' });
  return { ...visit, plannedFor: null };
}

/** Whether the clinic never opens in the whole window of a visit, so that it can only be kept outside it (S09). */
export function hasNoOpenDay(clinic: Clinic, window: VisitWindow): boolean {
  const last = closedFrom(window).subtract({ milliseconds: 1 });
  return slotsBetween(clinic, window.opensAt, last, window.zone).length === 0;
}

/** What a person should know before they move an appointment (S08). */
export interface MoveConflict {
  readonly visit: Visit;
  readonly kind: 'later-visit-is-earlier' | 'earlier-visit-is-later' | 'in-window-of-other-visit';
}

/** What an appointment at a moment would mean. No target and no window moves: they count from the anchor alone. */
export interface MovePreview {
  readonly position: WindowPosition;
  /** Planned visits whose target comes after this one's, in order. */
  readonly laterVisits: readonly Visit[];
  readonly conflicts: readonly MoveConflict[];
}

/** @param others the other visits of the participant, in any order. */
export function previewMove(visit: Visit, others: readonly Visit[], plannedFor: Instant): MovePreview {
  const planned = others
    .filter(({ state }) => state === 'planned')
    .sort((a, b) => a.targetAt.epochMilliseconds - b.targetAt.epochMilliseconds);
  const laterVisits = planned.filter(({ targetAt }) => isAfter(targetAt, visit.targetAt));
  const conflicts = planned.flatMap((other): MoveConflict[] => {
    const isLater = laterVisits.includes(other);
    const at = other.plannedFor;
    return [
      ...(at && isLater && !isAfter(at, plannedFor) ? [{ visit: other, kind: 'later-visit-is-earlier' } as const] : []),
      ...(at && !isLater && !isBefore(at, plannedFor)
        ? [{ visit: other, kind: 'earlier-visit-is-later' } as const]
        : []),
      ...(positionOf(other, plannedFor) === 'in-window'
        ? [{ visit: other, kind: 'in-window-of-other-visit' } as const]
        : []),
    ];
  });
  return { position: positionOf(visit, plannedFor), laterVisits, conflicts };
}
