import { Choice, Code, Day, Dictionary, Identifier, Moment, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, PageOfParticipant, ReasonForChange } from '../places.js';

class AtAssignment extends AtParticipant {
  @Identifier({ description: 'The form that was assigned.' }) assignmentId: string;
}

const answeredBy = ['self', 'self-with-physical-help', 'interviewer-read', 'proxy'] as const;
const modes = ['electronic', 'paper'] as const;

/** What a respondent hands in, at once or on the way. */
class FilledIn extends AtAssignment {
  @Code({ description: 'Language the form was shown in, for example nl.' }) language: string;
  @Dictionary({
    description:
      'Answers by item code: a number, a list of ticked options, null for an item left open, or { skippedAt } for an explicit skip; an item left out was not reached.',
  })
  answers: Record<string, unknown>;
  @Choice(answeredBy, {
    optional: true,
    description: 'How the answers came about; self unless said otherwise.',
  })
  answeredBy?: (typeof answeredBy)[number];
  @Choice(modes, { optional: true, description: 'electronic unless said otherwise.' }) mode?: (typeof modes)[number];
  @Moment({ optional: true, description: 'When the form was opened, on the device.' }) startedAt?: string;
}

export class SubmitResponseCommand extends FilledIn {
  @Moment({
    optional: true,
    description: 'When it was filled in, on the device (the server keeps its own time beside it).',
  })
  enteredAt?: string;
}

export class SaveDraftCommand extends FilledIn {}

export class CorrectResponseCommand extends AtAssignment {
  @Dictionary({ description: 'All answers, corrected.' }) answers: Record<string, unknown>;
  @Day({
    optional: true,
    description: "Day of the participant's written request; needed for a form the participant answered.",
  })
  requestedOn?: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class ReadAssignmentQuery extends AtAssignment {}

export class SubmittedResponse {
  @Identifier() responseId: string;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
  @Dictionary({
    description: 'Scores by name, for staff as soon as the trial lets it see them; never shown to the participant.',
    optional: true,
  })
  scores?: Record<string, number | null>;
  @Words(undefined, { description: 'Checks that deserve a look, seen with the scores; they never block.' })
  flags: string[];
}

export class SavedDraft {
  @Identifier() assignmentId: string;
  @Choice(['open', 'partly', 'complete']) completion: string;
  @Moment() savedAt: string;
}

export class AssignmentView {
  @Identifier() assignmentId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Identifier() visitId: string;
  @Code() visitCode: string;
  @Code({ description: "The row of the trial's assessment matrix." }) assessment: string;
  @Code() instrument: string;
  @Code() instrumentVersion: string;
  @Words(undefined, { description: 'Languages it may be shown in.' }) languages: string[];
  @Choice(['participant', 'clinician'], { description: 'Who answers it.' }) respondent: string;
  @Choice(['open', 'answered', 'missed', 'cancelled']) status: string;
  @Moment() openedAt: string;
  @Moment() closesAt: string;
  @Moment({ optional: true }) submittedAt?: string;
  @Choice(['in-window', 'late'], { optional: true }) timing?: string;
  @Choice(['open', 'partly', 'complete'], { optional: true }) completion?: string;
  @Dictionary({
    optional: true,
    description: 'Scores, for staff as soon as the trial lets it see them; never shown to the participant.',
  })
  scores?: Record<string, number | null>;
  @Words(undefined, { optional: true, description: 'Checks that deserve a look, seen with the scores.' })
  flags?: string[];
  @Whole({ optional: true, min: 1, max: 1_000_000, description: 'Version of the response.' }) version?: number;
}

export class AssignmentForm extends AssignmentView {
  @Dictionary({
    optional: true,
    description: 'Answers by item code: as submitted or, while the form is open, as last saved by who fills it in.',
  })
  answers?: Record<string, unknown>;
}

export class AssignmentPage {
  @Parts(() => AssignmentView) items: AssignmentView[];
  @Text({ optional: true }) nextCursor?: string;
}

const at = 'trials/:trialId/participants/:participantId/assignments';
const staff = ['investigator', 'study-nurse'] as const;
const readers = ['participant', ...staff, 'monitor', 'data-manager'] as const;
const unfit = [
  'item-unknown',
  'item-not-for-participant',
  'answer-out-of-range',
  'answer-of-wrong-type',
  'option-unknown',
  'options-contradict',
] as const;
const notAnswerable = [
  'assignment-unknown',
  'not-your-form',
  'assignment-closed',
  'assignment-cancelled',
  'already-answered',
  'language-not-offered',
] as const;

export const submitResponse = defineCommand({
  service: 'questionnaire',
  name: 'submit-response',
  route: `POST /${at}/:assignmentId/response`,
  summary: 'Answers a form, once, while its window is open',
  request: SubmitResponseCommand,
  result: SubmittedResponse,
  roles: ['participant', ...staff],
  rejections: [...notAnswerable, ...unfit, 'nothing-answered'],
});

export const saveDraft = defineCommand({
  service: 'questionnaire',
  name: 'save-draft',
  route: `PUT /${at}/:assignmentId/draft`,
  summary: 'Keeps what was filled in so far; what is there when the window closes counts as a partial response',
  request: SaveDraftCommand,
  result: SavedDraft,
  status: 200,
  roles: ['participant', ...staff],
  rejections: [...notAnswerable, ...unfit],
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
    'correction-by-site-only',
    'version-conflict',
    'reason-missing',
    'written-request-missing',
    'nothing-changed',
    ...unfit,
  ],
});

export const readAssignment = defineQuery({
  service: 'questionnaire',
  name: 'read-assignment',
  route: `GET /${at}/:assignmentId`,
  summary: 'One form with its answers; its ETag is what a correction must quote',
  request: ReadAssignmentQuery,
  result: AssignmentForm,
  roles: readers,
  rejections: ['assignment-unknown'],
});

export const listAssignments = defineQuery({
  service: 'questionnaire',
  name: 'list-assignments',
  route: `GET /${at}`,
  summary: 'Forms assigned to a participant; scores are for staff only',
  request: PageOfParticipant,
  result: AssignmentPage,
  roles: readers,
  rejections: ['participant-unknown', 'cursor-not-readable'],
});
