import { civilDate, compareInstants, daysBetween, type Instant } from '@trial/kernel';
import { positionOf } from './visit-window.js';
import { asLastPlanned, type Visit } from './visit.js';

/** How a trial maps attendances to visits in an analysis; stated before anybody looks at the data. */
export interface VisitMapping {
  /** An attendance outside the window of its visit counts for it all the same, or for nothing. */
  readonly outOfWindow: 'as-labelled' | 'left-out';
  /** An attendance nobody planned may stand in for a visit without one, if it fell into its window. */
  readonly unscheduled: 'nearest-to-target' | 'never';
}

/** What stands for a visit of the plan, and by which rule. */
export interface AnalysisVisit {
  readonly visitCode: string;
  readonly rule: 'in-window' | 'as-labelled' | 'nearest-unscheduled' | 'nothing';
  readonly attendance: Visit | null;
  /** Civil days from the target in the zone of the visit; null without an attendance. */
  readonly daysFromTarget: number | null;
}

/**
 * The attendance that stands for each scheduled visit, in the order of the plan (trial.md 2.2, rule 2). No attendance
 * stands for two visits. Among unscheduled ones in the window the nearest to the target day is taken, then the earlier
 * one, then the one with the lower id: the answer does not depend on the order of entry.
 */
export function analysisVisits(visits: readonly Visit[], mapping: VisitMapping): readonly AnalysisVisit[] {
  const spare = new Set(
    mapping.unscheduled === 'never'
      ? []
      : visits.filter(({ kind, state }) => kind === 'unscheduled' && state === 'done'),
  );
  return asLastPlanned(visits)
    .filter(({ kind }) => kind === 'scheduled')
    .map((visit) => {
      const own = ownAttendance(visit, mapping);
      if (own !== 'nothing') return answer(visit, own, visit);
      const [nearest] = [...spare].filter((attendance) => isInWindow(visit, attendance)).sort(nearestTo(visit));
      if (!nearest) return answer(visit, 'nothing', null);
      spare.delete(nearest);
      return answer(visit, 'nearest-unscheduled', nearest);
    });
}

function ownAttendance(visit: Visit, { outOfWindow }: VisitMapping): 'in-window' | 'as-labelled' | 'nothing' {
  if (visit.state !== 'done') return 'nothing';
  if (isInWindow(visit, visit)) return 'in-window';
  return outOfWindow === 'as-labelled' ? 'as-labelled' : 'nothing';
}

const isInWindow = (visit: Visit, { occurredAt }: Visit): boolean =>
  occurredAt !== null && positionOf(visit, occurredAt) === 'in-window';

const answer = (visit: Visit, rule: AnalysisVisit['rule'], attendance: Visit | null): AnalysisVisit => ({
  visitCode: visit.visitCode,
  rule,
  attendance,
  daysFromTarget: attendance?.occurredAt ? distance(visit, attendance.occurredAt) : null,
});

const distance = ({ targetOn, zone }: Visit, at: Instant): number => daysBetween(targetOn, civilDate(at, zone));

const nearestTo =
  (visit: Visit) =>
  (a: Visit, b: Visit): number =>
    a.occurredAt === null || b.occurredAt === null
      ? 0
      : Math.abs(distance(visit, a.occurredAt)) - Math.abs(distance(visit, b.occurredAt)) ||
        compareInstants(a.occurredAt, b.occurredAt) ||
        (a.id < b.id ? -1 : 1);
