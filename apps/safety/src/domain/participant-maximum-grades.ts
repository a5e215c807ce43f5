import { civilDate, daysBetween, type Instant } from '@trial/kernel';
import { organClasses, type OrganClass } from './ctcae/organ-classes.js';
import type { CtcaeVersion } from './ctcae/term.js';
import type { AdverseEventId } from './grade-segments.js';
import {
  emergentSegments,
  gradeOf,
  mustBeOfOneVersion,
  windowOf,
  worseOf,
  type GradedEvent,
  type MaximumGrade,
} from './maximum-grade.js';
import type { TreatedParticipant } from './treated-participant.js';

/** A maximum with everything that reaches it: no event is named where the grade is 0. */
export interface Maximum {
  readonly grade: MaximumGrade;
  /** One segment for each event, the first in which it had this grade. */
  readonly reachedBy: readonly { readonly adverseEventId: AdverseEventId; readonly ordinal: number }[];
}

/** The maximum grades of one participant from treatment to the end of a civil day. */
export interface ParticipantMaxima {
  /** Days after the civil day of treatment; the last one counts. */
  readonly untilDay: number;
  readonly overall: Maximum;
  /** All 26 organ classes in dictionary order. */
  readonly organClasses: readonly (Maximum & { readonly organClass: OrganClass })[];
}

/**
 * What one participant brings to the table of maximum grades (`trial.md` 3.2), with the grades it comes from: by the same
 * rules, so that the table counts exactly these. Refused: `ctcae-versions-mixed`.
 *
 * @param untilDay the last day that counts, after the civil day of treatment.
 */
export function participantMaxima(
  participant: TreatedParticipant,
  events: readonly Pick<GradedEvent, 'adverseEvent' | 'segments'>[],
  ctcaeVersion: CtcaeVersion,
  untilDay: number,
): ParticipantMaxima {
  mustBeOfOneVersion(events, ctcaeVersion);
  const window = windowOf(participant, untilDay);
  const reached = events.flatMap((event) => {
    const segments = emergentSegments(event, window);
    const grade = gradeOf(segments);
    const first = segments.find((segment) => (segment.grade ?? 'unknown') === grade);
    if (grade === undefined || first === undefined) return [];
    const { id: adverseEventId, organClass } = event.adverseEvent;
    return [{ organClass, grade, adverseEventId, ordinal: first.ordinal }];
  });
  return {
    untilDay,
    overall: maximumOf(reached),
    organClasses: organClasses.map((organClass) => ({
      organClass,
      ...maximumOf(reached.filter((one) => one.organClass === organClass)),
    })),
  };
}

/** How many civil days after treatment it is now, where the site counts its days. */
export const daysSince = ({ treatedAt, zone }: TreatedParticipant, now: Instant): number =>
  daysBetween(civilDate(treatedAt, zone), civilDate(now, zone));

interface Reached {
  readonly grade: MaximumGrade;
  readonly adverseEventId: AdverseEventId;
  readonly ordinal: number;
}

function maximumOf(reached: readonly Reached[]): Maximum {
  const grade = reached.reduce<MaximumGrade>((worst, one) => worseOf(worst, one.grade), 0);
  return {
    grade,
    reachedBy: reached
      .filter((one) => one.grade === grade)
      .map(({ adverseEventId, ordinal }) => ({ adverseEventId, ordinal })),
  };
}
