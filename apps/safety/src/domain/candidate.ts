import {
  civilDate,
  Rejection,
  type Instant,
  type ParticipantId,
  type PersonId,
  type SiteId,
  type TimeZone,
  type TrialId,
} from '@trial/kernel';
import { mustBeInOrder, mustHoldTogether } from './adverse-event-consistency.js';
import type { AdverseEvent, LabResultId, Revision } from './adverse-event.js';
import type { Grading } from './ctcae/grading.js';
import { grades, type Grade } from './ctcae/term.js';
import { firstSegment, type AdverseEventId, type GradeSegment } from './grade-segments.js';

/** Where and when the result a candidate comes from was taken. */
export interface SourceResult {
  readonly resultId: LabResultId;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly trialVersion: number;
  readonly collectedAt: Instant;
  /** Where the site counts its days. */
  readonly zone: TimeZone;
}

/** An investigator's verdict on a candidate: one row per verdict. */
export interface Assessment {
  readonly adverseEventId: AdverseEventId;
  readonly verdict: 'confirmed' | 'refuted';
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: string | null;
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
export function raiseCandidate(
  id: AdverseEventId,
  grading: Grading,
  result: SourceResult,
  now: Instant,
): { readonly adverseEvent: AdverseEvent; readonly segment: GradeSegment } {
  if (!reachesCandidate(grading, 1)) {
    throw new Rejection('nothing-to-propose', { rule: 'a candidate needs a grade of at least 1' });
  }
  const { trialId, siteId, participantId, trialVersion, collectedAt } = result;
  const onsetOn = civilDate(collectedAt, result.zone).toString();
  const grade = certainGrade(grading);
  const adverseEvent: AdverseEvent = {
    id,
    trialId,
    siteId,
    participantId,
    trialVersion,
    ctcaeVersion: grading.version,
    term: grading.term,
    organClass: grading.organClass,
    words: null,
    status: 'candidate',
    source: 'laboratory',
    sourceResultId: result.resultId,
    criterion: grading.criterion,
    grade,
    seriousness: [],
    outcome: 'unknown',
    actionTaken: 'unknown',
    digitThreatening: false,
    onsetOn,
    endedOn: null,
    awareAt: null,
    recordedAt: now,
    version: 1,
  };
  return {
    adverseEvent,
    segment: firstSegment(id, grade, { startedOn: onsetOn, startedAt: collectedAt }, now),
  };
}

/**
 * The result behind a candidate was graded again: it takes the new grade, null when none is left, because it is still the
 * investigator who refutes it. Refused: `another-criterion`, `not-a-candidate`, since what an investigator has settled
 * stays as it is.
 */
export function regradeCandidate(
  candidate: AdverseEvent,
  segment: GradeSegment,
  grading: Grading,
): { readonly adverseEvent: AdverseEvent; readonly segment: GradeSegment } {
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

/** What an investigator says when confirming; the grade may differ from the proposal, since treatment and symptoms count. */
export interface Confirmation extends Required<
  Pick<Revision, 'seriousness' | 'outcome' | 'actionTaken' | 'digitThreatening'>
> {
  readonly by: PersonId;
  readonly grade: Grade | null;
  readonly awareAt: Instant;
  readonly words: string | null;
  /** Why the grade differs, when it does. */
  readonly reason: string | null;
}

/**
 * Refused: `not-a-candidate`, `reason-missing` when the grade differs from the proposal without a reason, and what
 * `reportAdverseEvent` refuses about grade, death and days.
 */
export function confirmCandidate(
  candidate: AdverseEvent,
  segment: GradeSegment,
  confirmation: Confirmation,
  zone: TimeZone,
  now: Instant,
): { readonly adverseEvent: AdverseEvent; readonly segment: GradeSegment; readonly assessment: Assessment } {
  mustBeCandidate(candidate);
  const { by, reason, ...facts } = confirmation;
  if (facts.grade !== candidate.grade) mustHaveReason(reason);
  const adverseEvent: AdverseEvent = { ...candidate, ...facts, status: 'confirmed', version: candidate.version + 1 };
  mustHoldTogether(adverseEvent);
  mustBeInOrder(adverseEvent, zone, now);
  return {
    adverseEvent,
    segment: { ...segment, grade: facts.grade },
    assessment: { adverseEventId: candidate.id, verdict: 'confirmed', by, at: now, reason },
  };
}

/** Refused: `not-a-candidate`, `reason-missing`. */
export function refuteCandidate(
  candidate: AdverseEvent,
  { by, reason }: { readonly by: PersonId; readonly reason: string },
  now: Instant,
): { readonly adverseEvent: AdverseEvent; readonly assessment: Assessment } {
  mustBeCandidate(candidate);
  mustHaveReason(reason);
  return {
    adverseEvent: { ...candidate, status: 'refuted', version: candidate.version + 1 },
    assessment: { adverseEventId: candidate.id, verdict: 'refuted', by, at: now, reason },
  };
}

function certainGrade(grading: Grading): Grade | null {
  if (grading.outcome === 'not-gradable') return null;
  const reached = grading.outcome === 'graded' ? grading.grade : grading.atLeast;
  return grades.find((grade) => grade === reached) ?? null;
}

function mustBeCandidate({ status }: AdverseEvent): void {
  if (status !== 'candidate')
    throw new Rejection('not-a-candidate', { rule: `the adverse event is already ${status}` });
}

function mustHaveReason(reason: string | null): void {
  if (!reason?.trim()) throw new Rejection('reason-missing', { field: 'reason', rule: 'say why' });
}
