import { compareInstants } from '@trial/kernel';
import { dayOf, occurredOf, positionOfAttendance, spanOf } from './attendance.js';
import { daysFromTarget } from './deviation.js';
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
  /** `unmapped`: it took place, and of when too little is known to say whether that counts for it. */
  readonly rule: 'in-window' | 'as-labelled' | 'nearest-unscheduled' | 'unmapped' | 'nothing';
  /** What stands for it, or what is unmapped. */
  readonly attendance: Visit | null;
  /** Civil days from the target in the zone of the visit; null without an attendance, or when its day is not known. */
  readonly daysFromTarget: number | null;
}

/**
 * The attendance that stands for each scheduled visit, in the order of the plan (trial.md 2.2, rule 2). No attendance
 * stands for two visits. Among unscheduled ones in the window the nearest to the target day is taken, then the earlier
 * one, then the one with the lower id: the answer does not depend on the order of entry. An attendance stands for a
 * visit when its day is known, and in a window only if it certainly lies there.
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
      const nearest = nearestInWindow(visit, spare);
      if (!nearest) return answer(visit, 'nothing', null);
      spare.delete(nearest);
      return answer(visit, 'nearest-unscheduled', nearest);
    });
}

function ownAttendance(
  visit: Visit,
  { outOfWindow }: VisitMapping,
): 'in-window' | 'as-labelled' | 'unmapped' | 'nothing' {
  const occurred = occurredOf(visit);
  if (visit.state !== 'done' || occurred === null) return 'nothing';
  if (dayOf(occurred, visit.zone) === null) return 'unmapped';
  const position = positionOfAttendance(visit, occurred);
  if (position === 'in-window') return position;
  if (outOfWindow === 'as-labelled') return outOfWindow;
  return position === 'uncertain' ? 'unmapped' : 'nothing';
}

function answer(visit: Visit, rule: AnalysisVisit['rule'], attendance: Visit | null): AnalysisVisit {
  const occurred = attendance && occurredOf(attendance);
  return { visitCode: visit.visitCode, rule, attendance, daysFromTarget: occurred && daysFromTarget(visit, occurred) };
}

function nearestInWindow(visit: Visit, spare: ReadonlySet<Visit>): Visit | undefined {
  const inWindow = [...spare].flatMap((attendance) => {
    const occurred = occurredOf(attendance);
    const days = occurred && daysFromTarget(visit, occurred);
    if (occurred === null || days === null || positionOfAttendance(visit, occurred) !== 'in-window') return [];
    return [{ attendance, days: Math.abs(days), first: spanOf(occurred, visit.zone).first }];
  });
  const [nearest] = inWindow.sort(
    (a, b) => a.days - b.days || compareInstants(a.first, b.first) || (a.attendance.id < b.attendance.id ? -1 : 1),
  );
  return nearest?.attendance;
}
