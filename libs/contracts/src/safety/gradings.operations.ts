import { Choice, Code, Flag, Identifier, Moment, Part, Parts, Quantity, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { PageOfParticipant, PageOfTrial, ReasonForChange } from '../places.js';
import { AdverseEventView, AtAdverseEvent } from './adverse-events.operations.js';

const because = ['recorded', 'corrected', 'restated'] as const;

/** What a criterion answers: an interval of grades, one grade when both ends are the same; neither where there is none. */
export class GradeAnswer {
  @Whole({ optional: true, min: 0, max: 4, description: 'The lowest grade it can be.' }) lowest?: number;
  @Whole({ optional: true, min: 0, max: 4, description: 'The highest grade it can be.' }) highest?: number;
  @Code({ optional: true, description: 'Why it cannot be graded; not the same as grade 0.' }) notGradable?: string;
}

export class GradedValue {
  @Choice(['=', '<', '<=', '>', '>=']) comparator: string;
  @Quantity() number: number;
  @Text({ description: 'As it was reported.' }) unit: string;
  @Quantity({ optional: true, description: 'Lower limit of its sample.' }) low?: number;
  @Quantity({ optional: true, description: 'Upper limit of its sample.' }) high?: number;
}

export class BaselineUsed {
  @Quantity({ optional: true, description: 'Absent where the baseline is below or above what can be measured.' })
  number?: number;
  @Text({ optional: true }) unit?: string;
  @Choice(['low', 'normal', 'high', 'unknown'], { description: 'Against the limits of its own sample.' })
  status: string;
}

export class BoundUsed {
  @Text({ description: 'What was compared.' }) x: string;
  @Text() op: string;
  @Text({ description: 'As the criterion has it, for example 3 x ULN.' }) bound: string;
  @Quantity({ description: 'The number it stood for.' }) number: number;
}

export class GradingView {
  @Identifier() resultId: string;
  @Whole({ min: 1, max: 1_000_000 }) resultVersion: number;
  @Choice(because, { description: 'Restated: what the result is compared with changed.' }) because: string;
  @Moment({ description: 'When the laboratory service said it.' }) statedAt: string;
  @Text({ description: 'Criterion with the version of CTCAE.' }) criterion: string;
  @Code() term: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial that graded it.' }) trialVersion: number;
  @Part(() => GradeAnswer) answer: GradeAnswer;
  @Part(() => GradedValue) value: GradedValue;
  @Part(() => BaselineUsed, { optional: true }) baseline?: BaselineUsed;
  @Parts(() => BoundUsed, { description: 'The conditions that decided; none when none was met.' }) bounds: BoundUsed[];
  @Code({ description: 'How facts nobody stated count.' }) policy: string;
  @Words(undefined, { description: 'What was assumed, and findings to look at.' }) assumptions: string[];
}

export class GradingPage {
  @Parts(() => GradingView) items: GradingView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class ListGradings extends PageOfParticipant {
  @Identifier({ optional: true, description: 'Only of this result.' }) resultId?: string;
}

export class GradeDifference {
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Identifier() resultId: string;
  @Text() criterion: string;
  @Code() term: string;
  @Whole({ min: 1, max: 1_000_000 }) resultVersion: number;
  @Choice(because) because: string;
  @Moment() statedAt: string;
  @Part(() => GradeAnswer) before: GradeAnswer;
  @Part(() => GradeAnswer) after: GradeAnswer;
  @Identifier({ optional: true, description: 'The adverse event this result led to.' }) adverseEventId?: string;
  @Choice(['candidate', 'confirmed', 'refuted'], { optional: true }) status?: string;
  @Flag({ description: 'An investigator has confirmed the event and has not looked at this yet.' }) open: boolean;
}

export class GradeDifferencePage {
  @Parts(() => GradeDifference) items: GradeDifference[];
  @Text({ optional: true }) nextCursor?: string;
}

export class ListGradeDifferences extends PageOfTrial {
  @Identifier({ optional: true, description: 'Only of this participant.' }) participantId?: string;
}

export class KeepGradeCommand extends AtAdverseEvent {
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

const readers = ['investigator', 'study-nurse', 'monitor', 'data-manager', 'safety-physician'] as const;

export const listGradings = defineQuery({
  service: 'safety',
  name: 'list-gradings',
  route: 'GET /trials/:trialId/participants/:participantId/gradings',
  summary: 'Every grading of every laboratory result, with rule, limits, baseline and bound it used',
  request: ListGradings,
  result: GradingPage,
  roles: readers,
  rejections: ['cursor-not-readable'],
});

export const listGradeDifferences = defineQuery({
  service: 'safety',
  name: 'list-grade-differences',
  route: 'GET /trials/:trialId/grade-differences',
  summary: 'Where a corrected result, range or baseline answers otherwise than before, and what it led to',
  request: ListGradeDifferences,
  result: GradeDifferencePage,
  roles: readers,
  rejections: ['cursor-not-readable'],
});

export const keepGrade = defineCommand({
  service: 'safety',
  name: 'keep-grade',
  route: 'POST /trials/:trialId/participants/:participantId/adverse-events/:adverseEventId/kept-grades',
  summary: 'An investigator keeps the grade of an event although its result was graded otherwise since, with reason',
  request: KeepGradeCommand,
  result: AdverseEventView,
  ifMatch: true,
  roles: ['investigator'],
  rejections: ['adverse-event-unknown', 'version-conflict', 'regrading-none-open'],
});
