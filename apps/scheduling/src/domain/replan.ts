import type { Instant } from '@trial/kernel';
import type { PlannedVisit } from './visit-plan.js';
import { isSetAsideByPlan, type Visit } from './visit.js';
import { positionOf } from './visit-window.js';

/** What a new plan does to the visits a participant already has (S08, S16); shown first, then carried out. */
export interface Replan<Known extends Visit> {
  /** Visits the new plan leaves as they are, and all that are no longer planned, whatever became of them. */
  readonly kept: readonly Known[];
  readonly moved: readonly { readonly from: Known; readonly to: Known }[];
  readonly added: readonly PlannedVisit[];
  /** Still planned, but no longer in the trial file: to be cancelled with a reason. */
  readonly dropped: readonly Known[];
  /**
   * The window had closed and lies ahead now, because what it counts from was wrong or the trial was amended: the visit is
   * set aside, and planned anew with forms and reminders of its own. What was missed meanwhile stays on record as it was.
   */
  readonly renewed: readonly { readonly from: Known; readonly to: PlannedVisit }[];
}

/**
 * Compares a participant's visits with a new plan: after dosing replaced the provisional anchor, after the anchor was
 * corrected, or after re-consent to an amended trial. Only visits still planned move or drop out. Appointments stay. A
 * visit that an earlier plan had set aside and this one has again is a new visit: whatever was heard of the old one, in
 * whatever order, is of the old one.
 *
 * @param newlyPlanned what becomes of a visit the participant never had: when it became known late it is added whatever
 * the time (`always`), when the trial was amended only while it can still take place (`while-possible`).
 * @param dayZero `corrected` when the time of treatment was wrong: then the windows of visits that took place, were missed or
 * were excluded were wrong too, and move; when they took place stays.
 */
export function replanVisits<Known extends Visit>(
  visits: readonly Known[],
  plan: readonly PlannedVisit[],
  now: Instant,
  newlyPlanned: 'always' | 'while-possible',
  dayZero: 'as-before' | 'corrected' = 'as-before',
): Replan<Known> {
  const planned = new Map(plan.map((visit) => [visit.visitCode, visit]));
  const kept: Known[] = [];
  const moved: { readonly from: Known; readonly to: Known }[] = [];
  const dropped: Known[] = [];
  const renewed: { readonly from: Known; readonly to: PlannedVisit }[] = [];

  for (const visit of visits) {
    const next = planned.get(visit.visitCode);
    const moves =
      visit.state === 'planned' || visit.provisional || (dayZero === 'corrected' && isSettledByPeople(visit));
    if (!moves || isSetAsideByPlan(visit) || (next && isSame(visit, next))) kept.push(visit);
    else if (next && isOverTooSoon(visit, next, now)) renewed.push({ from: visit, to: next });
    else if (next) moved.push({ from: visit, to: { ...visit, ...next } });
    else if (visit.state === 'planned') dropped.push(visit);
    else kept.push(visit);
  }
  const known = new Set(
    visits.filter((visit) => visit.kind === 'scheduled' && !isSetAsideByPlan(visit)).map(({ visitCode }) => visitCode),
  );
  const isAdded = (visit: PlannedVisit) => newlyPlanned === 'always' || positionOf(visit, now) !== 'after-window';
  const added = plan.filter((visit) => !known.has(visit.visitCode) && isAdded(visit));
  return { kept, moved, added, dropped, renewed };
}

/** Nobody came, and the clock has closed a window that is not the right one any more. */
const isOverTooSoon = (visit: Visit, next: PlannedVisit, now: Instant): boolean =>
  visit.state === 'planned' &&
  !visit.provisional &&
  positionOf(visit, now) === 'after-window' &&
  positionOf(next, now) !== 'after-window';

/** What a person did or said of a visit of the plan, and no plan. */
export const isSettledByPeople = ({ kind, state }: Pick<Visit, 'kind' | 'state'>): boolean =>
  kind === 'scheduled' && (state === 'done' || state === 'missed' || state === 'not-applicable');

const isSame = (a: PlannedVisit, b: PlannedVisit): boolean =>
  a.targetAt.equals(b.targetAt) &&
  a.opensAt.equals(b.opensAt) &&
  a.closesAt.equals(b.closesAt) &&
  a.zone === b.zone &&
  a.provisional === b.provisional &&
  a.contactOnly === b.contactOnly &&
  a.countedFrom === b.countedFrom &&
  a.countedFromAt.equals(b.countedFromAt) &&
  a.primary === b.primary &&
  a.last === b.last;
