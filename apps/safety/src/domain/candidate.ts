import {
  Rejection,
  type Instant,
  type ParticipantId,
  type PersonId,
  type SiteId,
  type TimeZone,
  type TrialId,
} from '@trial/kernel';
import { mustBeInOrder, mustHoldTogether } from './adverse-event-consistency.js';
import type { AdverseEvent, LabResultId, ResponseAlertId, Revision } from './adverse-event.js';
import type { CriterionId } from './ctcae/criterion.js';
import type { OrganClass } from './ctcae/organ-classes.js';
import type { CtcaeVersion, Grade } from './ctcae/term.js';
import { firstSegment, type AdverseEventId, type GradeSegment, type SegmentStart } from './grade-segments.js';
import type { LocalFindingId } from './local-toxicity.js';

/** What made the system propose an event; one origin proposes once. */
export type CandidateOrigin =
  | { readonly source: 'laboratory'; readonly sourceResultId: LabResultId; readonly criterion: CriterionId }
  | { readonly source: 'local-toxicity'; readonly sourceFindingId: LocalFindingId }
  | { readonly source: 'questionnaire'; readonly sourceAlertId: ResponseAlertId };

/** Whose candidate it is. */
export interface CandidatePlace {
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly trialVersion: number;
}

/** What is proposed. The grade is null where only an investigator can say it. */
export interface Proposal {
  readonly ctcaeVersion: CtcaeVersion;
  readonly term: string;
  readonly organClass: OrganClass;
  readonly grade: Grade | null;
  readonly onset: SegmentStart;
}

export interface Proposed {
  readonly adverseEvent: AdverseEvent;
  readonly segment: GradeSegment;
}

/** An investigator's verdict on a candidate: one row per verdict. */
export interface Assessment {
  readonly adverseEventId: AdverseEventId;
  readonly verdict: 'confirmed' | 'refuted';
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: string | null;
}

/** A candidate as every origin makes it: nobody has seen it, so nothing is known of seriousness or outcome. */
export function proposeEvent(
  id: AdverseEventId,
  origin: CandidateOrigin,
  { trialId, siteId, participantId, trialVersion }: CandidatePlace,
  { onset, ...proposal }: Proposal,
  now: Instant,
): Proposed {
  const adverseEvent: AdverseEvent = {
    id,
    trialId,
    siteId,
    participantId,
    trialVersion,
    ...proposal,
    words: null,
    status: 'candidate',
    sourceResultId: null,
    criterion: null,
    sourceFindingId: null,
    sourceAlertId: null,
    ...origin,
    seriousness: [],
    outcome: 'unknown',
    actionTaken: 'unknown',
    digitThreatening: false,
    onsetOn: onset.startedOn,
    endedOn: null,
    awareAt: null,
    learnedAt: null,
    recordedAt: now,
    version: 1,
  };
  return { adverseEvent, segment: firstSegment(id, proposal.grade, onset, now) };
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
 * Refused: `not-a-candidate`, `grade-missing` when neither proposal nor confirmation has one, `reason-missing` when the
 * grade differs from the proposed one without a reason, and what `reportAdverseEvent` refuses about grade, death and days.
 */
export function confirmCandidate(
  candidate: AdverseEvent,
  segment: GradeSegment,
  confirmation: Confirmation,
  zone: TimeZone,
  now: Instant,
): Proposed & { readonly assessment: Assessment } {
  mustBeCandidate(candidate);
  const { by, reason, ...facts } = confirmation;
  if (facts.grade === null) throw new Rejection('grade-missing', { field: 'grade', rule: 'say which grade it has' });
  // A grade for what was proposed without one departs from nothing.
  if (candidate.grade !== null && facts.grade !== candidate.grade) mustHaveReason(reason);
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

/** Refused: `not-a-candidate`. */
export function mustBeCandidate({ status }: AdverseEvent): void {
  if (status !== 'candidate')
    throw new Rejection('not-a-candidate', { rule: `the adverse event is already ${status}` });
}

function mustHaveReason(reason: string | null): void {
  if (!reason?.trim()) throw new Rejection('reason-missing', { field: 'reason', rule: 'say why' });
}
