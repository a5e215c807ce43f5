import { Choice, Code, Identifier, Moment, Part, Parts, Text, Whole } from '../fields.js';
import { defineQuery } from '../operation.js';
import { PageOfParticipant } from '../places.js';
import { ImpactWindow } from './amendments.operations.js';

export class PlanChangeView {
  @Identifier() visitId: string;
  @Code() visitCode: string;
  @Choice(['added', 'moved', 'dropped']) change: string;
  @Text({ description: 'What became known, was corrected or amended.' }) because: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial whose rules made the change.' })
  trialVersion: number;
  @Part(() => ImpactWindow, { optional: true }) before?: ImpactWindow;
  @Part(() => ImpactWindow, { optional: true }) after?: ImpactWindow;
  @Moment() changedAt: string;
}

export class PlanChangePage {
  @Parts(() => PlanChangeView) items: PlanChangeView[];
  @Text({ optional: true }) nextCursor?: string;
}

export const listPlanChanges = defineQuery({
  service: 'scheduling',
  name: 'list-plan-changes',
  route: 'GET /trials/:trialId/participants/:participantId/plan-changes',
  summary: 'What came into the plan of a participant, moved or went, and why, the oldest first',
  request: PageOfParticipant,
  result: PlanChangePage,
  roles: ['investigator', 'study-nurse', 'monitor', 'data-manager'],
  rejections: ['cursor-not-readable'],
});
