import { Day, Moment } from '../fields.js';
import { defineCommand } from '../operation.js';
import { AtTrial, ReasonForChange } from '../places.js';

export class EndFollowUpCommand extends AtTrial {
  @Day({ description: 'The last day of follow-up, in the zone of each site.' }) endsOn: string;
  @ReasonForChange() reason: string;
}

export class FollowUpEnd {
  @Day() endsOn: string;
  @Moment() decidedAt: string;
}

export const endFollowUp = defineCommand({
  service: 'scheduling',
  name: 'end-follow-up',
  route: 'PUT /trials/:trialId/follow-up-end',
  summary:
    'Sets the day on which variable follow-up ends at the sites you may see; later visits of that kind are cancelled',
  request: EndFollowUpCommand,
  result: FollowUpEnd,
  status: 200,
  roles: ['data-manager'],
  rejections: [],
});
