import { Code, Moment, Whole } from '../fields.js';
import { defineCommand } from '../operation.js';
import { ReasonForChange } from '../places.js';
import { AdverseEventView, AtAdverseEvent } from './adverse-events.operations.js';

export class MarkSpecialInterestCommand extends AtAdverseEvent {
  @Code({ description: 'The group of the trial file, for example digit-loss.' }) group: string;
  @Moment({ description: 'Since when the investigator knows it to be one of these: hours start here.' })
  awareAt: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export const markSpecialInterest = defineCommand({
  service: 'safety',
  name: 'mark-special-interest',
  route: 'POST /trials/:trialId/participants/:participantId/adverse-events/:adverseEventId/special-interests',
  summary:
    'An investigator names the special interest of an event whose term does not tell, with reason; where the trial says so the 24 hours start',
  request: MarkSpecialInterestCommand,
  result: AdverseEventView,
  ifMatch: true,
  roles: ['investigator'],
  rejections: [
    'adverse-event-unknown',
    'version-conflict',
    'adverse-event-not-confirmed',
    'interest-group-unknown',
    'already-of-interest',
    'awareness-in-future',
    'interest-before-awareness',
  ],
});

export class WithdrawSpecialInterestCommand extends AtAdverseEvent {
  @Code({ description: 'The group an investigator put it in.' }) group: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export const withdrawSpecialInterest = defineCommand({
  service: 'safety',
  name: 'withdraw-special-interest',
  route:
    'POST /trials/:trialId/participants/:participantId/adverse-events/:adverseEventId/special-interests/:group/withdrawal',
  summary:
    'An investigator takes back a special interest an investigator named, with reason; hours that it started stay to be answered',
  request: WithdrawSpecialInterestCommand,
  result: AdverseEventView,
  ifMatch: true,
  roles: ['investigator'],
  rejections: ['adverse-event-unknown', 'version-conflict', 'interest-not-marked'],
});
