import { Code, Identifier, Moment, Text } from '../fields.js';
import { defineCommand } from '../operation.js';
import { AtTrial, ReasonForChange } from '../places.js';

export class DecideRecruitmentCommand extends AtTrial {
  @Text({ max: 300, description: 'The stratum, as the list names it; `all` where nothing stratifies.' })
  stratum: string;
  @ReasonForChange() reason: string;
}

export class RecruitmentDecisionMade {
  @Identifier() decisionId: string;
  @Text() stratum: string;
  @Code() decision: string;
  @Moment() decidedAt: string;
}

export const closeStratum = defineCommand({
  service: 'vault',
  name: 'close-stratum',
  route: 'POST /trials/:trialId/stratum-closures',
  summary: 'Closes a stratum: from its commit on nobody else is randomised in it',
  request: DecideRecruitmentCommand,
  result: RecruitmentDecisionMade,
  roles: ['list-statistician'],
  rejections: ['no-sealed-list', 'stratum-unknown', 'stratum-closed'],
});

export const reopenStratum = defineCommand({
  service: 'vault',
  name: 'reopen-stratum',
  route: 'POST /trials/:trialId/stratum-reopenings',
  summary: 'Opens a stratum that was closed; it goes on where it ended',
  request: DecideRecruitmentCommand,
  result: RecruitmentDecisionMade,
  roles: ['list-statistician'],
  rejections: ['no-sealed-list', 'stratum-unknown', 'stratum-not-closed'],
});
