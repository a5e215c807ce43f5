import type { MaximumGradeRequest, MaximumGradeTable as MaximumGradeView } from '@trial/contracts';
import { maximumGrades } from '../domain/maximum-grade.js';
import { gradedEventsIn, treatedIn } from '../domain/safety-snapshot.js';
import type { GradeData } from './report-data.js';

const COLUMNS = [0, 1, 2, 3, 4, 5, 'unknown'] as const;

/** The primary outcome table, arms pooled: what every blinded reader may see. */
export function maximumGradeReport(
  request: Pick<MaximumGradeRequest, 'untilDay'>,
  { snapshot, trial }: GradeData,
): MaximumGradeView {
  const untilDay = request.untilDay ?? trial.outcomes.primaryCutOffDay;
  const participants = treatedIn(snapshot);
  const table = maximumGrades(participants, gradedEventsIn(snapshot), trial.ctcae.version, untilDay);
  return {
    untilDay,
    ctcaeVersion: table.ctcaeVersion,
    participants: participants.length,
    cells: table.rows.flatMap(({ organClass, all }) =>
      COLUMNS.map((grade) => ({ organClass, grade: String(grade), participants: all.byGrade[grade] })),
    ),
    localToxicity: table.rows
      .map(({ organClass, localToxicity }) => ({ organClass, ...localToxicity }))
      .filter(({ events }) => events > 0),
  };
}
