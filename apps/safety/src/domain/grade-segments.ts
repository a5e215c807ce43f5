import {
  comparePlainDates,
  earliestDay,
  latestDay,
  Rejection,
  type Id,
  type Instant,
  type PartialDate,
  type PersonId,
} from '@trial/kernel';
import type { Grade } from './ctcae/term.js';

export type AdverseEventId = Id<'adverse-event'>;

/**
 * A stretch of time in which an adverse event had one grade; its own row, known by event and ordinal. The maximum of a
 * window is read from these, so that "grade 2 on day 80, grade 3 from day 90" stays 2 at day 84.
 */
export interface GradeSegment {
  readonly adverseEventId: AdverseEventId;
  /** 1 for the first. */
  readonly ordinal: number;
  /** Null where nobody has graded it yet; never imputed. */
  readonly grade: Grade | null;
  readonly startedOn: PartialDate | null;
  /** The exact moment, where it is known; it decides on the day of treatment. */
  readonly startedAt: Instant | null;
  /** When the next grade took over; null for the latest segment, which lasts until the event itself ends. */
  readonly endedOn: PartialDate | null;
  readonly recordedAt: Instant;
}

/** When a grade began: to the day, month or year, and to the moment where that is known. */
export interface SegmentStart {
  readonly startedOn: PartialDate | null;
  readonly startedAt?: Instant | null;
}

export const firstSegment = (
  adverseEventId: AdverseEventId,
  grade: Grade | null,
  start: SegmentStart,
  now: Instant,
): GradeSegment => ({
  adverseEventId,
  ordinal: 1,
  grade,
  startedOn: start.startedOn,
  startedAt: start.startedAt ?? null,
  endedOn: null,
  recordedAt: now,
});

/**
 * Ends the running segment where another grade begins. Refused: `grade-starts-before-previous`, when the new start lies
 * before every day the running segment can have begun on.
 */
export function changeGrade(
  segments: readonly GradeSegment[],
  grade: Grade | null,
  start: SegmentStart,
  now: Instant,
): { readonly ended: GradeSegment; readonly begun: GradeSegment } {
  const running = latestSegment(segments);
  if (!running) throw new Error('an adverse event has a first segment from the beginning');
  if (start.startedOn !== null && running.startedOn !== null && isDayBefore(start.startedOn, running.startedOn)) {
    throw new Rejection('grade-starts-before-previous', {
      field: 'startedOn',
      rule: `the grade before this one began on ${running.startedOn}`,
    });
  }
  return {
    ended: { ...running, endedOn: start.startedOn },
    begun: { ...firstSegment(running.adverseEventId, grade, start, now), ordinal: running.ordinal + 1 },
  };
}

/** A grade that was recorded wrongly: both values, and why. Written once. */
export interface GradeCorrection {
  readonly id: Id<'grade-correction'>;
  readonly adverseEventId: AdverseEventId;
  /** The segment it is about. */
  readonly ordinal: number;
  readonly previous: Grade | null;
  readonly corrected: Grade;
  readonly reason: string;
  readonly correctedBy: PersonId;
  readonly correctedAt: Instant;
}

/**
 * The grade of one segment was recorded wrongly; when it began and ended stays. Nobody gets better from grade 5, so only the
 * last one can be that. Refused: `grade-segment-unknown`, `nothing-to-revise`, `grade-5-needs-death`.
 */
export function correctSegment(
  segments: readonly GradeSegment[],
  ordinal: number,
  grade: Grade,
): { readonly before: GradeSegment; readonly after: GradeSegment; readonly isLatest: boolean } {
  const before = segments.find((segment) => segment.ordinal === ordinal);
  if (!before)
    throw new Rejection('grade-segment-unknown', { field: 'segment', rule: `it has had ${segments.length} so far` });
  if (before.grade === grade)
    throw new Rejection('nothing-to-revise', { field: 'grade', rule: 'this is the grade on record' });
  const isLatest = latestSegment(segments) === before;
  if (grade === 5 && !isLatest)
    throw new Rejection('grade-5-needs-death', { field: 'grade', rule: 'another grade came after this one' });
  return { before, after: { ...before, grade }, isLatest };
}

export const latestSegment = <Segment extends Pick<GradeSegment, 'ordinal'>>(
  segments: readonly Segment[],
): Segment | undefined => [...segments].sort((a, b) => a.ordinal - b.ordinal).at(-1);

/** The worst grade reached; null when none of them is graded. */
export const highestGrade = (segments: readonly Pick<GradeSegment, 'grade'>[]): Grade | null =>
  segments.reduce<Grade | null>(
    (high, { grade }) => (grade !== null && (high === null || grade > high) ? grade : high),
    null,
  );

/** An event as it was at its worst: what is expected of it goes by that, also when it is better by now. */
export const atItsWorst = <Event extends Pick<GradeSegment, 'grade'>>(
  event: Event,
  segments: readonly Pick<GradeSegment, 'grade'>[],
): Event => ({ ...event, grade: highestGrade(segments) });

const isDayBefore = (one: PartialDate, other: PartialDate): boolean =>
  comparePlainDates(latestDay(one), earliestDay(other)) < 0;
