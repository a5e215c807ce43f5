import {
  addDays,
  civilDate,
  isBefore,
  mayBeFrom,
  mayBeUntil,
  Rejection,
  type Instant,
  type ParticipantId,
  type TimeZone,
} from '@trial/kernel';
import type { AdverseEvent } from './adverse-event.js';
import { organClasses, type OrganClass } from './ctcae/organ-classes.js';
import type { CtcaeVersion, Grade } from './ctcae/term.js';
import { highestGrade, latestSegment, type AdverseEventId, type GradeSegment } from './grade-segments.js';
import type { TreatedParticipant } from './treated-participant.js';

export type { TreatedParticipant } from './treated-participant.js';

/** What of a segment decides. */
export type GradedSegment = Pick<GradeSegment, 'ordinal' | 'grade' | 'startedOn' | 'startedAt'>;

/** An accepted adverse event with its segments. For the sensitivity table proposals come in the same shape. */
export interface GradedEvent {
  readonly adverseEvent: Pick<AdverseEvent, 'id' | 'participantId' | 'organClass' | 'ctcaeVersion' | 'endedOn'>;
  readonly segments: readonly GradedSegment[];
  /** Suspected to be caused by something the trial brought. */
  readonly related: boolean;
  /** Somebody said of a local finding that it is this event. */
  readonly isLocalFinding: boolean;
}

/** 0: no event. `unknown`: only events nobody has graded; never imputed, and outranked by every real grade. */
export type MaximumGrade = 0 | Grade | 'unknown';

export interface MaximumGradeTable {
  readonly ctcaeVersion: CtcaeVersion;
  /** Days after the civil day of treatment; the last one counts. */
  readonly cutOffDay: number;
  /** All 26 organ classes in dictionary order. Each participant counts once per class, so rows do not add up to `overall`. */
  readonly rows: readonly MaximumGradeRow[];
  readonly overall: Tallies;
  /** Events without a grade that the table leans on: they ask to be graded before it is final. */
  readonly ungraded: readonly AdverseEventId[];
}

export interface MaximumGradeRow extends Tallies {
  readonly organClass: OrganClass;
  /**
   * What the table of local toxicity shows as well. It is in the tallies already, as one event however many findings are
   * linked to it, and is never added to them (`ctcae.md` 5.6).
   */
  readonly localToxicity: { readonly participants: number; readonly events: number };
}

export interface Tallies {
  readonly all: Tally;
  readonly related: Tally;
}

/** Numbers of participants. The columns 0 to 5 and `unknown` add up to `dosed`. */
export interface Tally {
  readonly byGrade: Readonly<Record<MaximumGrade, number>>;
  readonly any: number;
  readonly grade3OrMore: number;
  readonly dosed: number;
}

/**
 * The primary outcome: maximum grade per organ class and participant, from treatment to the end of a civil day
 * (`trial.md` 3.2, `ctcae.md` 5). Hand in one arm, or everybody for a pooled table. Events of people who were not dosed
 * do not count. Refused: `ctcae-versions-mixed`, because a class means something else in another version.
 */
export function maximumGrades(
  participants: readonly TreatedParticipant[],
  events: readonly GradedEvent[],
  ctcaeVersion: CtcaeVersion,
  cutOffDay: number,
): MaximumGradeTable {
  mustBeOfOneVersion(events, ctcaeVersion);
  const windows = new Map(
    participants.map((participant) => [participant.participantId, windowOf(participant, cutOffDay)]),
  );
  const contributions = events.flatMap((event) => contributionOf(event, windows.get(event.adverseEvent.participantId)));
  const tallies = (kept: readonly Contribution[]): Tallies => ({
    all: tally(participants, kept),
    related: tally(
      participants,
      kept.filter(({ related }) => related),
    ),
  });
  return {
    ctcaeVersion,
    cutOffDay,
    rows: organClasses.map((organClass) => {
      const own = contributions.filter((contribution) => contribution.organClass === organClass);
      return { organClass, ...tallies(own), localToxicity: localToxicityAmong(own) };
    }),
    overall: tallies(contributions),
    ungraded: contributions.filter(({ grade }) => grade === 'unknown').map(({ adverseEventId }) => adverseEventId),
  };
}

/** Refused: `ctcae-versions-mixed`, because an organ class means something else in another version. */
export function mustBeOfOneVersion(events: readonly Pick<GradedEvent, 'adverseEvent'>[], version: CtcaeVersion): void {
  if (events.some(({ adverseEvent }) => adverseEvent.ctcaeVersion !== version)) {
    throw new Rejection('ctcae-versions-mixed', { rule: 'maximum grades are valid within one version only' });
  }
}

/** The days of one participant that count, with the moment that decides on the first. */
export interface Window {
  readonly treatedAt: Instant;
  readonly zone: TimeZone;
  readonly treatedOn: string;
  /** The last day that counts. */
  readonly cutOffOn: string;
}

/** From treatment to the end of a civil day so many days later, where the site counts its days. */
export function windowOf({ treatedAt, zone }: TreatedParticipant, cutOffDay: number): Window {
  const treatedOn = civilDate(treatedAt, zone);
  return { treatedAt, zone, treatedOn: treatedOn.toString(), cutOffOn: addDays(treatedOn, cutOffDay).toString() };
}

/**
 * The segments one event brings to the window of one participant; none when it ended before treatment, began after the
 * cut-off, or was there before and did not get worse than it was at treatment.
 */
export function emergentSegments(
  { adverseEvent: { endedOn }, segments }: Pick<GradedEvent, 'adverseEvent' | 'segments'>,
  window: Window,
): readonly GradedSegment[] {
  if (endedOn !== null && !mayBeFrom(endedOn, window.treatedOn)) return [];

  const before = segments.filter((segment) => !beganAfterTreatment(segment, window));
  const inWindow = segments.filter((segment) => !before.includes(segment) && beganBy(segment, window));
  // An unknown grade at treatment hides nothing: whatever was graded afterwards counts.
  const atTreatment = latestSegment(before)?.grade ?? 0;

  return inWindow.filter(({ grade }) => grade === null || grade > atTreatment);
}

/** The grade those bring: the worst, or unknown where nobody has graded any; undefined where there is none. */
export const gradeOf = (emergent: readonly GradedSegment[]): Grade | 'unknown' | undefined =>
  emergent.length === 0 ? undefined : (highestGrade(emergent) ?? 'unknown');

interface Contribution {
  readonly adverseEventId: AdverseEventId;
  readonly participantId: ParticipantId;
  readonly organClass: OrganClass;
  readonly related: boolean;
  readonly isLocalFinding: boolean;
  readonly grade: Grade | 'unknown';
}

function contributionOf(event: GradedEvent, window: Window | undefined): readonly Contribution[] {
  const grade = window && gradeOf(emergentSegments(event, window));
  if (grade === undefined) return [];
  const { id, participantId, organClass } = event.adverseEvent;
  const { related, isLocalFinding } = event;
  return [{ adverseEventId: id, participantId, organClass, related, isLocalFinding, grade }];
}

function localToxicityAmong(contributions: readonly Contribution[]): MaximumGradeRow['localToxicity'] {
  const shown = contributions.filter(({ isLocalFinding }) => isLocalFinding);
  return { participants: new Set(shown.map(({ participantId }) => participantId)).size, events: shown.length };
}

function tally(participants: readonly TreatedParticipant[], contributions: readonly Contribution[]): Tally {
  const worst = new Map<ParticipantId, MaximumGrade>();
  for (const { participantId, grade } of contributions)
    worst.set(participantId, worseOf(worst.get(participantId) ?? 0, grade));
  const maxima = participants.map(({ participantId }) => worst.get(participantId) ?? 0);
  const count = (wanted: MaximumGrade): number => maxima.filter((maximum) => maximum === wanted).length;
  return {
    byGrade: {
      0: count(0),
      1: count(1),
      2: count(2),
      3: count(3),
      4: count(4),
      5: count(5),
      unknown: count('unknown'),
    },
    any: participants.length - count(0),
    grade3OrMore: count(3) + count(4) + count(5),
    dosed: participants.length,
  };
}

/** Every real grade outranks an unknown one, and an unknown one no event at all. */
export function worseOf(one: MaximumGrade, other: MaximumGrade): MaximumGrade {
  const rank = (grade: MaximumGrade): number => (grade === 'unknown' ? 0.5 : grade);
  return rank(other) > rank(one) ? other : one;
}

/**
 * A doubt about the date counts as after treatment: a missing start, a month that reaches past it, and the day of
 * treatment itself where the hour is not known.
 */
function beganAfterTreatment({ startedOn, startedAt }: GradedSegment, { treatedAt, treatedOn }: Window): boolean {
  if (startedAt !== null) return !isBefore(startedAt, treatedAt);
  return startedOn === null || mayBeFrom(startedOn, treatedOn);
}

function beganBy({ startedOn, startedAt }: GradedSegment, { cutOffOn, zone }: Window): boolean {
  if (startedAt !== null) return civilDate(startedAt, zone).toString() <= cutOffOn;
  return startedOn === null || mayBeUntil(startedOn, cutOffOn);
}
