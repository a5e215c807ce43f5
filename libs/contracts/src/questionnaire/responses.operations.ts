import { Choice, Code, Dictionary, Identifier, Moment, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, PageOfParticipant, ReasonForChange } from '../places.js';

class AtAssignment extends AtParticipant {
  @Identifier({ description: 'The form that was assigned.' }) assignmentId: string;
}

export class SubmitResponseCommand extends AtAssignment {
  @Code({ description: 'Language the form was shown in, for example nl.' }) language: string;
  @Dictionary({ description: 'Answers by item code; an item left out was left open.' }) answers: Record<
    string,
    unknown
  >;
  @Moment({
    optional: true,
    description: 'When it was filled in, on the device (the server keeps its own time beside it).',
  })
  enteredAt?: string;
}

export class CorrectResponseCommand extends AtAssignment {
  @Dictionary({ description: 'All answers, corrected.' }) answers: Record<string, unknown>;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class SubmittedResponse {
  @Identifier() responseId: string;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
  @Dictionary({ description: 'Scores by name for staff; never shown to the participant.', optional: true })
  scores?: Record<string, number | null>;
  @Words(undefined, { description: 'Soft checks that deserve a look; they never block.' }) flags: string[];
}

export class AssignmentView {
  @Identifier() assignmentId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Code() visitCode: string;
  @Code() instrument: string;
  @Code() instrumentVersion: string;
  @Choice(['open', 'answered', 'missed', 'cancelled']) status: string;
  @Moment() closesAt: string;
  @Moment({ optional: true }) submittedAt?: string;
  @Dictionary({ optional: true, description: 'Scores for staff; never shown to the participant.' }) scores?: Record<
    string,
    number | null
  >;
  @Whole({ optional: true, min: 1, max: 1_000_000, description: 'Version of the response.' }) version?: number;
}

export class AssignmentPage {
  @Parts(() => AssignmentView) items: AssignmentView[];
  @Text({ optional: true }) nextCursor?: string;
}

const at = 'trials/:trialId/participants/:participantId/assignments';
const staff = ['investigator', 'study-nurse'] as const;

export const submitResponse = defineCommand({
  service: 'questionnaire',
  name: 'submit-response',
  route: `POST /${at}/:assignmentId/response`,
  summary: 'Answers a form, once, while its window is open',
  request: SubmitResponseCommand,
  result: SubmittedResponse,
  roles: ['participant', ...staff],
  rejections: [
    'assignment-unknown',
    'assignment-closed',
    'already-answered',
    'not-your-form',
    'item-unknown',
    'answer-out-of-range',
    'answer-wrong-type',
  ],
});

export const correctResponse = defineCommand({
  service: 'questionnaire',
  name: 'correct-response',
  route: `PUT /${at}/:assignmentId/response`,
  summary: 'Corrects a submitted form, with reason; the earlier version stays',
  request: CorrectResponseCommand,
  result: SubmittedResponse,
  status: 200,
  ifMatch: true,
  roles: ['investigator', 'participant'],
  rejections: [
    'assignment-unknown',
    'not-answered-yet',
    'not-your-form',
    'version-conflict',
    'item-unknown',
    'answer-out-of-range',
    'answer-wrong-type',
  ],
});

export const listAssignments = defineQuery({
  service: 'questionnaire',
  name: 'list-assignments',
  route: `GET /${at}`,
  summary: 'Forms assigned to a participant; scores are for staff only',
  request: PageOfParticipant,
  result: AssignmentPage,
  roles: ['participant', ...staff, 'monitor', 'data-manager'],
  rejections: ['cursor-not-readable'],
});
