import {
  Rejection,
  type Id,
  type Instant,
  type PartialDate,
  type ParticipantId,
  type SiteId,
  type TimeZone,
  type TrialId,
} from '@trial/kernel';
import { knownTerm, mustBeInOrder, mustHoldTogether } from './adverse-event-consistency.js';
import type { CriterionId } from './ctcae/criterion.js';
import type { OrganClass } from './ctcae/organ-classes.js';
import type { CtcaeVersion, Grade } from './ctcae/term.js';
import { needsWords } from './ctcae/terms.js';
import {
  changeGrade,
  firstSegment,
  type AdverseEventId,
  type GradeSegment,
  type SegmentStart,
} from './grade-segments.js';
import type { LocalFindingId } from './local-toxicity.js';
import { isFatalOrLifeThreatening, type SeriousnessCriterion } from './seriousness.js';

export type { AdverseEventId } from './grade-segments.js';
export type LabResultId = Id<'lab-result'>;
export type ResponseAlertId = Id<'response-alert'>;

/** A person reported it, or the system proposed it: from a laboratory's result, a local finding or the alert of an answer. */
export type AdverseEventSource = 'reported' | 'laboratory' | 'local-toxicity' | 'questionnaire';

/** An untoward event in a participant, caused by the treatment or not. One row; grades and verdicts are rows of their own. */
export interface AdverseEvent {
  readonly id: AdverseEventId;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly trialVersion: number;
  readonly ctcaeVersion: CtcaeVersion;
  /** Slug of the dictionary term. */
  readonly term: string;
  /** As printed in `ctcaeVersion`: a term may belong to another class in the next one. */
  readonly organClass: OrganClass;
  /** What the site wrote (AETERM); mandatory for "Other, specify". */
  readonly words: string | null;
  /** A candidate is a proposal of the system; what a person reports is confirmed by being reported. */
  readonly status: 'candidate' | 'confirmed' | 'refuted';
  readonly source: AdverseEventSource;
  /** The result and the criterion a candidate came from; together they are unique. */
  readonly sourceResultId: LabResultId | null;
  readonly criterion: CriterionId | null;
  /** The finding of a form a candidate came from; it is unique, and names form and item. */
  readonly sourceFindingId: LocalFindingId | null;
  /** The alert of a questionnaire a candidate came from; it is unique, and names response and rule. */
  readonly sourceAlertId: ResponseAlertId | null;
  /** The grade it has now, of its latest segment; null where nobody has graded it. */
  readonly grade: Grade | null;
  readonly seriousness: readonly SeriousnessCriterion[];
  readonly outcome: Outcome;
  readonly actionTaken: ActionTaken;
  /** A toxicity of the treated limb that threatens a digit, as the investigator sees it: stopping rules may count it. */
  readonly digitThreatening: boolean;
  readonly onsetOn: PartialDate | null;
  readonly endedOn: PartialDate | null;
  /** When the investigator first became aware: the 24 hours start here. Null for a candidate nobody has seen. */
  readonly awareAt: Instant | null;
  /** When what was revised last became known; null before any revision. */
  readonly learnedAt: Instant | null;
  /** When the platform, and with it the sponsor, learned of it. */
  readonly recordedAt: Instant;
  readonly version: number;
}

/** AEOUT. */
export const outcomes = [
  'recovered',
  'recovering',
  'not-recovered',
  'recovered-with-sequelae',
  'fatal',
  'unknown',
] as const;
export type Outcome = (typeof outcomes)[number];

/** AEACN, for a treatment that is given once. */
export const actionsTaken = [
  'none',
  'administration-interrupted',
  'administration-stopped',
  'not-applicable',
  'unknown',
] as const;
export type ActionTaken = (typeof actionsTaken)[number];

export interface AdverseEventReport {
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly trialVersion: number;
  readonly ctcaeVersion: CtcaeVersion;
  readonly term: string;
  readonly words: string | null;
  readonly grade: Grade | null;
  readonly seriousness: readonly SeriousnessCriterion[];
  readonly outcome: Outcome;
  readonly actionTaken: ActionTaken;
  readonly digitThreatening: boolean;
  /** May lie before treatment and before consent: a condition that was there and got worse keeps its first grade. */
  readonly onset: SegmentStart;
  readonly endedOn: PartialDate | null;
  readonly awareAt: Instant;
  /** Where the site counts its days. */
  readonly zone: TimeZone;
}

/**
 * A person reports an adverse event. Refused: `term-unknown`, `words-missing`, `grade-not-offered`, `grade-5-needs-death`,
 * `fatal-needs-death`, `awareness-in-future`, `onset-after-awareness`, `end-before-onset`, `end-in-future`.
 */
export function reportAdverseEvent(
  id: AdverseEventId,
  report: AdverseEventReport,
  now: Instant,
): { readonly adverseEvent: AdverseEvent; readonly segment: GradeSegment } {
  const { onset, zone, ...facts } = report;
  const term = knownTerm(report.ctcaeVersion, report.term);
  if (needsWords(term) && !report.words?.trim()) {
    throw new Rejection('words-missing', { field: 'words', rule: `"${term.name}" needs the words of the site` });
  }
  const adverseEvent: AdverseEvent = {
    ...facts,
    id,
    organClass: term.organClass,
    status: 'confirmed',
    source: 'reported',
    sourceResultId: null,
    criterion: null,
    sourceFindingId: null,
    sourceAlertId: null,
    onsetOn: onset.startedOn,
    learnedAt: null,
    recordedAt: now,
    version: 1,
  };
  mustHoldTogether(adverseEvent);
  mustBeInOrder(adverseEvent, zone, now);
  return { adverseEvent, segment: firstSegment(id, report.grade, onset, now) };
}

export interface Revision {
  readonly seriousness?: readonly SeriousnessCriterion[];
  readonly outcome?: Outcome;
  readonly actionTaken?: ActionTaken;
  readonly digitThreatening?: boolean;
  readonly words?: string;
  readonly endedOn?: PartialDate | null;
  readonly learnedAt?: Instant;
}

/**
 * Changes what is known of a confirmed event, its grade aside. Refused: `adverse-event-not-confirmed` and what
 * `reportAdverseEvent` refuses.
 */
export function reviseAdverseEvent(
  adverseEvent: AdverseEvent,
  revision: Revision,
  zone: TimeZone,
  now: Instant,
): AdverseEvent {
  mustBeConfirmed(adverseEvent);
  const revised = { ...adverseEvent, ...revision, version: adverseEvent.version + 1 };
  mustHoldTogether(revised);
  mustBeInOrder(revised, zone, now);
  return revised;
}

/**
 * The event became better or worse: one segment ends, another begins. Death brings its seriousness and outcome along.
 * Refused: `adverse-event-not-confirmed`, `grade-not-offered`, `grade-5-needs-death`, `fatal-needs-death`,
 * `grade-starts-before-previous`.
 */
export function reviseGrade(
  adverseEvent: AdverseEvent,
  segments: readonly GradeSegment[],
  change: SegmentStart &
    Pick<Revision, 'seriousness' | 'outcome' | 'digitThreatening' | 'learnedAt'> & { readonly grade: Grade | null },
  now: Instant,
): { readonly adverseEvent: AdverseEvent; readonly ended: GradeSegment; readonly begun: GradeSegment } {
  mustBeConfirmed(adverseEvent);
  const { grade, startedOn, startedAt = null, ...rest } = change;
  const revised = { ...adverseEvent, ...rest, grade, version: adverseEvent.version + 1 };
  mustHoldTogether(revised);
  return { adverseEvent: revised, ...changeGrade(segments, grade, { startedOn, startedAt }, now) };
}

/**
 * The beginning was recorded wrongly: the event and its first segment move together. Refused:
 * `adverse-event-not-confirmed` and what `reportAdverseEvent` refuses about days.
 */
export function correctOnset(
  adverseEvent: AdverseEvent,
  first: GradeSegment,
  { startedOn, startedAt = null }: SegmentStart,
  zone: TimeZone,
  now: Instant,
): { readonly adverseEvent: AdverseEvent; readonly segment: GradeSegment } {
  mustBeConfirmed(adverseEvent);
  const corrected = { ...adverseEvent, onsetOn: startedOn, version: adverseEvent.version + 1 };
  mustBeInOrder(corrected, zone, now);
  return { adverseEvent: corrected, segment: { ...first, startedOn, startedAt } };
}

/** Whether a revision makes the seven days apply: death is news although the event was life-threatening before. */
export const becameFatalOrLifeThreatening = (before: AdverseEvent, after: AdverseEvent): boolean =>
  (after.seriousness.includes('death') && !before.seriousness.includes('death')) ||
  (isFatalOrLifeThreatening(after.seriousness) && !isFatalOrLifeThreatening(before.seriousness));

/** What only a confirmed event can undergo. Refused: `adverse-event-not-confirmed`. */
export function mustBeConfirmed({ status }: Pick<AdverseEvent, 'status'>): void {
  if (status !== 'confirmed') {
    throw new Rejection('adverse-event-not-confirmed', { rule: `the adverse event is ${status}: confirm it first` });
  }
}
