import { Choice, Code, Flag, Identifier, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, PageOfParticipant, ReasonForChange } from '../places.js';

/** What came of an attempt to make contact. */
export const contactOutcomes = ['reached', 'not-reached'] as const;
export type ContactOutcome = (typeof contactOutcomes)[number];

class AtSafetyContact extends AtParticipant {
  @Identifier({ description: 'The safety contact.' }) contactId: string;
}

export class RecordSafetyContactCommand extends AtSafetyContact {
  @Choice(contactOutcomes) outcome: ContactOutcome;
  @Moment({ description: 'When it was tried.' }) contactedAt: string;
}

export class CorrectSafetyContactCommand extends AtSafetyContact {
  @Whole({ min: 1, max: 10_000, description: 'Which attempt.' }) attempt: number;
  @Choice(contactOutcomes) outcome: ContactOutcome;
  @Moment({ description: 'When it was tried.' }) contactedAt: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class SafetyContactAttempt {
  @Whole({ min: 1, max: 10_000 }) attempt: number;
  @Choice(contactOutcomes) outcome: ContactOutcome;
  @Moment({ description: 'When it was tried.' }) contactedAt: string;
  @Moment({ description: 'When this was recorded.' }) recordedAt: string;
  @Flag({ optional: true, description: 'True when it says otherwise than was recorded first.' }) corrected?: boolean;
}

export class SafetyContactView {
  @Identifier() contactId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Code({ description: 'The visit in whose place contact is made.' }) visitCode: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial whose rule made the window.' })
  trialVersion: number;
  @Choice(['planned', 'reached', 'not-reached', 'cancelled']) state: string;
  @Choice(['upcoming', 'open', 'due', 'overdue', 'closed'], {
    description: 'Derived from window and clock while planned; closed once it is settled.',
  })
  standing: string;
  @Moment() targetAt: string;
  @Moment() opensAt: string;
  @Moment() closesAt: string;
  @Choice(['declined', 'died', 'no-longer-planned'], { optional: true, description: 'Why it was cancelled.' })
  cause?: string;
  @Parts(() => SafetyContactAttempt, { description: 'The oldest first; of a corrected one what it says now.' })
  attempts: SafetyContactAttempt[];
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

export class SafetyContactPage {
  @Parts(() => SafetyContactView) items: SafetyContactView[];
  @Text({ optional: true }) nextCursor?: string;
}

const siteStaff = ['investigator', 'study-nurse'] as const;
const at = 'trials/:trialId/participants/:participantId/safety-contacts';
const whatIsTried = [
  'safety-contact-in-future',
  'safety-contact-before-end',
  'safety-contact-after-death',
  'safety-contact-before-window',
] as const;

export const recordSafetyContact = defineCommand({
  service: 'scheduling',
  name: 'record-safety-contact',
  route: `POST /${at}/:contactId/attempts`,
  summary: 'Records that the site tried to make contact with somebody who withdrew, and whether they were reached',
  request: RecordSafetyContactCommand,
  result: SafetyContactView,
  roles: siteStaff,
  rejections: ['safety-contact-unknown', 'safety-contact-settled', ...whatIsTried],
});

export const correctSafetyContact = defineCommand({
  service: 'scheduling',
  name: 'correct-safety-contact',
  route: `PUT /${at}/:contactId/attempts`,
  summary: 'Corrects what was recorded of an attempt to make contact; what was recorded before is kept',
  request: CorrectSafetyContactCommand,
  result: SafetyContactView,
  status: 200,
  ifMatch: true,
  roles: siteStaff,
  rejections: ['safety-contact-unknown', 'safety-contact-attempt-unknown', 'version-conflict', ...whatIsTried],
});

export const listSafetyContacts = defineQuery({
  service: 'scheduling',
  name: 'list-safety-contacts',
  route: `GET /${at}`,
  summary: 'When contact is made with somebody who withdrew after treatment, and what came of it',
  request: PageOfParticipant,
  result: SafetyContactPage,
  roles: [...siteStaff, 'monitor', 'data-manager', 'safety-physician'],
  rejections: ['cursor-not-readable'],
});
