import { Moment, PartialDay, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { ReasonForChange } from '../places.js';
import { AdverseEventView, AtAdverseEvent } from './adverse-events.operations.js';

type Grade = 1 | 2 | 3 | 4 | 5;

export class CorrectGradeCommand extends AtAdverseEvent {
  @Whole({ min: 1, max: 1_000, description: 'Which grade in turn was recorded wrongly: 1 is the first.' })
  segment: number;
  @Whole({ min: 1, max: 5, description: 'The grade it was, rightly.' }) grade: Grade;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class GradeCorrectionView {
  @Whole({ optional: true, min: 1, max: 5, description: 'What stood on record before; absent where nothing did.' })
  previous?: Grade;
  @Whole({ min: 1, max: 5 }) corrected: Grade;
  @Text() reason: string;
  @Text({ description: 'Who corrected it.' }) correctedBy: string;
  @Moment() correctedAt: string;
}

export class GradeSegmentView {
  @Whole({ min: 1, max: 1_000 }) segment: number;
  @Whole({ optional: true, min: 1, max: 5, description: 'Absent where nobody has graded it.' }) grade?: Grade;
  @PartialDay({ optional: true }) startedOn?: string;
  @Moment({ optional: true }) startedAt?: string;
  @PartialDay({ optional: true, description: 'When the next grade took over.' }) endedOn?: string;
  @Moment() recordedAt: string;
  @Parts(() => GradeCorrectionView, { max: 100, description: 'Oldest first.' }) corrections: GradeCorrectionView[];
}

export class GradeSegments {
  @Parts(() => GradeSegmentView, { max: 1_000, description: 'In the order of time.' }) items: GradeSegmentView[];
}

const at = 'trials/:trialId/participants/:participantId/adverse-events/:adverseEventId';

export const correctGrade = defineCommand({
  service: 'safety',
  name: 'correct-grade',
  route: `POST /${at}/grade-corrections`,
  summary: 'Corrects a grade that was recorded wrongly; one that changed with time is a revision instead',
  request: CorrectGradeCommand,
  result: AdverseEventView,
  ifMatch: true,
  roles: ['investigator'],
  rejections: [
    'adverse-event-unknown',
    'adverse-event-not-confirmed',
    'version-conflict',
    'grade-segment-unknown',
    'nothing-to-revise',
    'term-unknown',
    'grade-not-offered',
    'grade-5-needs-death',
  ],
});

export const listGradeSegments = defineQuery({
  service: 'safety',
  name: 'list-grade-segments',
  route: `GET /${at}/grades`,
  summary: 'The grades an event had one after the other, each with what was corrected of it, by whom and why',
  request: AtAdverseEvent,
  result: GradeSegments,
  roles: ['investigator', 'study-nurse', 'monitor', 'data-manager', 'safety-physician'],
  rejections: ['adverse-event-unknown'],
});
