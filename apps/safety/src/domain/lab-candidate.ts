import { civilDate, Rejection, type Instant, type TimeZone } from '@trial/kernel';
import type { AdverseEvent, LabResultId } from './adverse-event.js';
import { mustBeCandidate, proposeEvent, type CandidatePlace, type Proposed } from './candidate.js';
import type { Grading } from './ctcae/grading.js';
import { grades, type Grade } from './ctcae/term.js';
import type { AdverseEventId, GradeSegment } from './grade-segments.js';

/** Where and when the result a candidate comes from was taken. */
export interface SourceResult extends CandidatePlace {
  readonly resultId: LabResultId;
  readonly collectedAt: Instant;
  /** Where the site counts its days. */
  readonly zone: TimeZone;
}

/**
 * Whether a grading is worth an investigator's eye. A range counts with its highest grade: a value that may be grade 3
 * is shown.
 */
export const reachesCandidate = (grading: Grading, fromGrade: number): boolean => {
  switch (grading.outcome) {
    case 'graded':
      return grading.grade > 0 && grading.grade >= fromGrade;
    case 'range':
      return grading.atMost > 0 && grading.atMost >= fromGrade;
    case 'not-gradable':
      return false;
  }
};

/**
 * The system proposes an adverse event from a graded result; an investigator confirms or refutes it. The grade of a
 * range is its lowest, the part that is certain. Refused: `nothing-to-propose`.
 */
export function raiseCandidate(id: AdverseEventId, grading: Grading, result: SourceResult, now: Instant): Proposed {
  if (!reachesCandidate(grading, 1)) {
    throw new Rejection('nothing-to-propose', { rule: 'a candidate needs a grade of at least 1' });
  }
  const { collectedAt, resultId } = result;
  return proposeEvent(
    id,
    { source: 'laboratory', sourceResultId: resultId, criterion: grading.criterion },
    result,
    {
      ctcaeVersion: grading.version,
      term: grading.term,
      organClass: grading.organClass,
      grade: certainGrade(grading),
      onset: { startedOn: civilDate(collectedAt, result.zone).toString(), startedAt: collectedAt },
    },
    now,
  );
}

/**
 * The result behind a candidate was graded again: it takes the new grade, null when none is left, because it is still the
 * investigator who refutes it. Refused: `another-criterion`, `not-a-candidate`, since what an investigator has settled
 * stays as it is.
 */
export function regradeCandidate(candidate: AdverseEvent, segment: GradeSegment, grading: Grading): Proposed {
  mustBeCandidate(candidate);
  if (grading.criterion !== candidate.criterion) {
    throw new Rejection('another-criterion', { rule: `the candidate came from ${String(candidate.criterion)}` });
  }
  const grade = certainGrade(grading);
  return {
    adverseEvent: { ...candidate, grade, version: candidate.version + 1 },
    segment: { ...segment, grade },
  };
}

function certainGrade(grading: Grading): Grade | null {
  if (grading.outcome === 'not-gradable') return null;
  const reached = grading.outcome === 'graded' ? grading.grade : grading.atLeast;
  return grades.find((grade) => grade === reached) ?? null;
}
