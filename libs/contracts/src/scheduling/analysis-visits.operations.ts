import { Choice, Code, Identifier, Moment, PartialDay, Parts, Text, Whole } from '../fields.js';
import { defineQuery } from '../operation.js';
import { AtParticipant } from '../places.js';

export class AnalysisVisit {
  @Code({ description: 'The visit of the plan.' }) visitCode: string;
  @Choice(['in-window', 'as-labelled', 'nearest-unscheduled', 'unmapped', 'nothing'], {
    description: 'By which rule an attendance stands for it; unmapped when too little is known of when it took place.',
  })
  rule: string;
  @Identifier({ optional: true, description: 'The attendance that stands for it, or that is unmapped.' })
  visitId?: string;
  @Moment({ optional: true }) occurredAt?: string;
  @PartialDay({ optional: true, description: 'Instead of the moment the date, as it was typed.' }) occurredOn?: string;
  @Whole({ optional: true, min: -100_000, max: 100_000, description: 'Civil days from the target.' })
  daysFromTarget?: number;
}

export class AnalysisVisits {
  @Parts(() => AnalysisVisit) items: AnalysisVisit[];
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial whose rule was applied.' })
  trialVersion: number;
  @Text({ description: 'What becomes of an attendance outside its window.' }) outOfWindow: string;
  @Text({ description: 'What becomes of an unscheduled attendance.' }) unscheduled: string;
}

export class AnalysisVisitsQuery extends AtParticipant {}

export const readAnalysisVisits = defineQuery({
  service: 'scheduling',
  name: 'read-analysis-visits',
  route: 'GET /trials/:trialId/participants/:participantId/analysis-visits',
  summary: 'Which attendance stands for each visit in an analysis, by the rule of the trial',
  request: AnalysisVisitsQuery,
  result: AnalysisVisits,
  roles: ['investigator', 'monitor', 'data-manager', 'safety-physician'],
  rejections: ['participant-not-known-yet'],
});
