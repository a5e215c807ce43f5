import { Rejection, type Instant, type TimeZone } from '@trial/kernel';
import { mustBeInOrder, mustHoldTogether } from './adverse-event-consistency.js';
import { mustBeConfirmed, type AdverseEvent } from './adverse-event.js';
import type { Grade } from './ctcae/term.js';
import { correctSegment, type GradeSegment } from './grade-segments.js';

/**
 * The moment of awareness was recorded wrongly. Refused: `adverse-event-not-confirmed`, `nothing-to-revise`, `awareness-in-future`,
 * `onset-after-awareness`.
 */
export function correctAwareness(
  adverseEvent: AdverseEvent,
  awareAt: Instant,
  zone: TimeZone,
  now: Instant,
): AdverseEvent {
  mustBeConfirmed(adverseEvent);
  if (adverseEvent.awareAt?.equals(awareAt))
    throw new Rejection('nothing-to-revise', { field: 'awareAt', rule: 'this is the moment on record' });
  const corrected = { ...adverseEvent, awareAt, version: adverseEvent.version + 1 };
  mustBeInOrder(corrected, zone, now);
  return corrected;
}

/**
 * The grade of a segment was recorded wrongly: it is no change of the event in time. Refused: `adverse-event-not-confirmed`,
 * `grade-not-offered`, `grade-5-needs-death` and what `correctSegment` refuses.
 */
export function correctGrade(
  adverseEvent: AdverseEvent,
  segments: readonly GradeSegment[],
  ordinal: number,
  grade: Grade,
): { readonly adverseEvent: AdverseEvent; readonly before: GradeSegment; readonly after: GradeSegment } {
  mustBeConfirmed(adverseEvent);
  const { before, after, isLatest } = correctSegment(segments, ordinal, grade);
  mustHoldTogether({ ...adverseEvent, grade });
  const now = isLatest ? grade : adverseEvent.grade;
  return { adverseEvent: { ...adverseEvent, grade: now, version: adverseEvent.version + 1 }, before, after };
}

/** The moment at which a revision became known was recorded wrongly; where it is not the last one, that one stays. */
export const correctLearning = (adverseEvent: AdverseEvent, previous: Instant, learnedAt: Instant): AdverseEvent => ({
  ...adverseEvent,
  ...(adverseEvent.learnedAt?.equals(previous) ? { learnedAt } : {}),
  version: adverseEvent.version + 1,
});
