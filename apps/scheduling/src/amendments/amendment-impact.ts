import { isAfter, isBefore, type Instant } from '@trial/kernel';
import { keepWhatOpened } from '../domain/keep-what-opened.js';
import { replanVisits } from '../domain/replan.js';
import type { PlannedVisit } from '../domain/visit-plan.js';
import { closedFrom } from '../domain/visit-window.js';
import { cancelVisit, planVisit, type Visit } from '../domain/visit.js';
import { planOfParticipant, type PlanBasis, type PlanRules } from '../visit-plans/plan-of-participant.js';
import { bellsOf, rings, type Bells, type Rung } from '../visit-windows/bells.js';

/** A visit of a participant with what has rung of it. */
export interface VisitWithBells {
  readonly visit: Visit;
  readonly rung: Rung;
}

/** What an amendment does to one visit of one participant. */
export interface VisitImpact {
  readonly visitCode: string;
  /** The visit, unless it appears. */
  readonly visitId: string | null;
  /** `stays`: its window does, but what is asked or reminded of at it follows the new version. */
  readonly change: 'moves' | 'appears' | 'disappears' | 'stays';
  readonly before: PlannedVisit | null;
  readonly after: PlannedVisit | null;
  /** It can no longer take place in its window: the window is over already, or the appointment lies outside it. */
  readonly fallsOutOfWindow: boolean;
  readonly bellsBefore: Bells;
  readonly bellsAfter: Bells;
}

/**
 * Everything a new version of the trial changes for one participant at `now`, in the order of the plan; what stays is
 * not told. It is the plan and the comparison that carrying it out uses, so that what is told is what will be done.
 */
export function impactOf(
  amended: PlanRules,
  participant: PlanBasis,
  visits: readonly VisitWithBells[],
  followUpEndsOn: string | null,
  now: Instant,
): readonly VisitImpact[] {
  const own = visits.map(({ visit }) => visit);
  const rungOf = (visit: Visit): Rung =>
    rungBy(visit, visits.find(({ visit: { id } }) => id === visit.id)?.rung ?? NOTHING_RUNG, now);
  const derived = planOfParticipant(amended, participant, own, followUpEndsOn);
  const plan =
    participant.treatmentDecision === 0 ? derived : keepWhatOpened(derived, own, (visit) => rungOf(visit).opens);
  const { added, moved, dropped, renewed } = replanVisits(own, plan, now, 'while-possible');
  const impacts: readonly VisitImpact[] = [
    ...moved.map(({ from, to }): VisitImpact => ({
      ...{ visitCode: from.visitCode, visitId: from.id, change: 'moves', before: from, after: to },
      fallsOutOfWindow: fallsOut(to, now),
      bellsBefore: bellsOf(from, rungOf(from)),
      bellsAfter: bellsOf(to, rungOf(from)),
    })),
    ...[...added, ...renewed.map(({ to }) => to)].map((after): VisitImpact => ({
      ...{ visitCode: after.visitCode, visitId: null, change: 'appears', before: null, after },
      fallsOutOfWindow: false,
      bellsBefore: SILENT,
      bellsAfter: bellsOf(planVisit('', '', after), NOTHING_RUNG),
    })),
    ...[...dropped, ...renewed.map(({ from }) => from)].map((before): VisitImpact => ({
      ...{ visitCode: before.visitCode, visitId: before.id, change: 'disappears', before, after: null },
      fallsOutOfWindow: false,
      bellsBefore: bellsOf(before, rungOf(before)),
      bellsAfter: bellsOf(cancelVisit(before, 'no-longer-planned'), rungOf(before)),
    })),
  ];
  return [...impacts].sort((a, b) => targetOf(a) - targetOf(b) || inOrder(a.visitCode, b.visitCode));
}

const inOrder = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const NOTHING_RUNG: Rung = { opens: false, closes: false };
const SILENT: Bells = { opens: null, closes: null };

/** What will have rung of a visit by then: the amendment may take effect later than it is looked at. */
const rungBy = (visit: Visit, { opens, closes }: Rung, now: Instant): Rung => {
  const byClock = rings(visit) && !isAfter(visit.opensAt, now);
  const isOver = !visit.provisional && !isAfter(closedFrom(visit), now);
  return { opens: opens || byClock, closes: closes || (byClock && isOver) };
};

/** A planned visit whose window is over, or whose appointment is outside it. */
function fallsOut(visit: Visit, now: Instant): boolean {
  if (visit.state !== 'planned') return false;
  const { plannedFor } = visit;
  const appointmentOutside =
    plannedFor !== null && (isBefore(plannedFor, visit.opensAt) || !isBefore(plannedFor, closedFrom(visit)));
  return appointmentOutside || !isAfter(closedFrom(visit), now);
}

const targetOf = ({ before, after }: VisitImpact): number => (after ?? before)?.targetAt.epochMilliseconds ?? 0;
