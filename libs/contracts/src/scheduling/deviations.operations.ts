import { Choice, Code, Identifier, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial, ReasonForChange } from '../places.js';

export class DeviationView {
  @Identifier() deviationId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Identifier() visitId: string;
  @Code() visitCode: string;
  @Choice(['visit-early', 'visit-late', 'visit-missed', 'evidence-expired', 'treated-too-soon']) kind: string;
  @Text({ description: 'The rule that was not kept, in words.' }) rule: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial that holds the rule.' }) trialVersion: number;
  @Whole({ optional: true, min: 1, max: 100_000, description: 'How far outside, in begun units.' }) by?: number;
  @Choice(['hours', 'days'], { optional: true }) unit?: string;
  @Moment({ description: 'When it was drafted.' }) draftedAt: string;
  @Choice(['drafted', 'confirmed', 'dismissed', 'superseded'], {
    description: 'Superseded: the visit was corrected, and what was drafted no longer holds.',
  })
  state: string;
  @Choice(['minor', 'major'], { optional: true }) severity?: string;
  @Text({ optional: true, description: 'Who judged it.' }) judgedBy?: string;
  @Moment({ optional: true }) judgedAt?: string;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

export class DeviationPage {
  @Parts(() => DeviationView) items: DeviationView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class PageOfDeviations extends PageOfTrial {
  @Identifier({ optional: true, description: 'Of this participant only.' }) participantId?: string;
}

export class JudgeDeviationCommand extends AtTrial {
  @Identifier({ description: 'The deviation.' }) deviationId: string;
  @Choice(['minor', 'major', 'none'], { description: 'None: it is no deviation.' }) severity:
    'minor' | 'major' | 'none';
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

const at = 'trials/:trialId/deviations';

export const listDeviations = defineQuery({
  service: 'scheduling',
  name: 'list-deviations',
  route: `GET /${at}`,
  summary: 'Deviations from the visit schedule, as drafted and as judged, the oldest first',
  request: PageOfDeviations,
  result: DeviationPage,
  roles: ['investigator', 'study-nurse', 'monitor', 'data-manager'],
  rejections: ['cursor-not-readable'],
});

export const judgeDeviation = defineCommand({
  service: 'scheduling',
  name: 'judge-deviation',
  route: `PUT /${at}/:deviationId/judgement`,
  summary: 'An investigator judges a drafted deviation',
  request: JudgeDeviationCommand,
  result: DeviationView,
  status: 200,
  ifMatch: true,
  roles: ['investigator'],
  rejections: ['deviation-unknown', 'deviation-superseded', 'version-conflict'],
});
