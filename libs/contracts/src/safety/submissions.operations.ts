import { Choice, Flag, Identifier, Moment, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial } from '../places.js';
import { AtCase, AtCaseVersion } from './cases.operations.js';
import { unreadable } from './regulator-versions.operations.js';

const NUMBER = { min: 1, max: 1_000_000 };

export class SubmitRegulatorVersionCommand extends AtCaseVersion {
  @Text({ max: 40, description: 'One of the receivers of the configuration.' }) receiver: string;
}

export class CorrectSubmissionCommand extends AtCase {
  @Identifier({ description: 'The submission that was rejected, or that nobody judged.' }) submissionId: string;
  @Whole({ ...NUMBER, description: 'The version that is sent instead.' }) number: number;
  @Text({
    optional: true,
    min: 2,
    max: 500,
    description: 'Why it is sent again where nobody has judged it; needed then.',
  })
  reason?: string;
}

export class AnswerView {
  @Choice(['AA', 'AE', 'AR'], { description: 'Of the whole transmission.' }) transmissionVerdict: string;
  @Choice(['CA', 'CR'], { optional: true, description: 'Of this case.' }) caseVerdict?: string;
  @Words(undefined, { description: 'In the words of the receiver.' }) messages: string[];
}

export class AttemptView {
  @Identifier({ description: 'N.1.2.' }) transmissionId: string;
  @Whole({ ...NUMBER, description: 'Which version for the regulator.' }) number: number;
  @Choice(['queued', 'withdrawn', 'sent', 'acknowledged', 'accepted', 'rejected']) state: string;
  @Text({ optional: true, min: 64, max: 64, description: 'SHA-256 of the file.' }) sha256?: string;
  @Choice(unreadable, { optional: true, description: 'Why neither file nor answers can be opened: it is not sent.' })
  unreadable?: string;
  @Moment({ optional: true }) sentAt?: string;
  @Moment({
    optional: true,
    description: 'From when on it counts as unanswered while its receiver has not judged the case.',
  })
  answerDueAt?: string;
  @Whole({ min: 0, max: 1_000_000, description: 'How often it was tried, as long as it is not sent.' }) tries: number;
  @Text({ optional: true, description: 'How the last try ended, as long as it is not sent.' }) lastTry?: string;
  @Whole({
    optional: true,
    min: 1,
    max: 1_000_000,
    description: 'How many later versions of the case wait until this one has reached their receiver.',
  })
  holdsBack?: number;
  @Flag({ description: 'Whether answers contradict each other; a person must ask.' }) contradicted: boolean;
  @Parts(() => AnswerView) answers: AnswerView[];
}

export class SubmissionView {
  @Identifier() submissionId: string;
  @Identifier() caseId: string;
  @Text() receiver: string;
  @Choice(['queued', 'sent', 'acknowledged', 'accepted', 'rejected'], { description: 'Of the latest sending.' })
  state: string;
  @Parts(() => AttemptView, { description: 'Every sending, the latest last.' }) attempts: AttemptView[];
}

export class SubmissionsOfCase {
  @Parts(() => SubmissionView) items: SubmissionView[];
}

export class SubmissionDutyView {
  @Identifier() submissionId: string;
  @Identifier() caseId: string;
  @Text() receiver: string;
  @Choice(['unanswered', 'rejected'], {
    description: 'Nobody said in time whether the case is taken, or it was rejected.',
  })
  concern: string;
  @Identifier({ description: 'The sending this is about: N.1.2.' }) transmissionId: string;
  @Choice(['queued', 'sent', 'acknowledged', 'accepted', 'rejected'], { description: 'Of the latest sending.' })
  state: string;
  @Moment({ description: 'By when a receiver must have taken the case; no rejection moves it.' }) dueAt: string;
  @Moment({ optional: true, description: 'When it was told on the stream pharmacovigilance reads.' }) rangAt?: string;
  @Moment({ optional: true, description: 'When it was told there that the due moment has passed.' })
  escalatedAt?: string;
  @Text({ description: 'What the receiver said of it, as far as it fits here; all of it stands with the submission.' })
  words: string;
}

export class SubmissionDutyPage {
  @Parts(() => SubmissionDutyView) items: SubmissionDutyView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class ReceiveAcknowledgementCommand extends AtTrial {
  @Text({ max: 100_000, description: 'The file of the receiver, as it came.' }) text: string;
}

export class ReceivedAcknowledgement {
  @Identifier() acknowledgementId: string;
  @Words(undefined, { description: 'Submissions it told something new of.' }) changed: string[];
  @Words(undefined, { description: 'Transmissions and cases it names that nobody here waits for; kept for a person.' })
  strangers: string[];
}

export class AtAcknowledgement extends AtTrial {
  @Identifier() acknowledgementId: string;
}

export class AcknowledgementSummary {
  @Identifier() acknowledgementId: string;
  @Choice(['answer', 'file'], { description: 'In the answer to a sending, or in a file somebody brought.' })
  came: string;
  @Choice(['understood', 'strangers', 'unreadable', 'not-recorded'], { description: 'How it was read when it came.' })
  reading: string;
  @Words(undefined, { description: 'Transmissions and cases it names that nobody waited for where it came.' })
  strangers: string[];
  @Text({ optional: true, description: 'The rules an unreadable one breaks.' }) broken?: string;
  @Choice(unreadable, { optional: true, description: 'Why what is kept of it cannot be opened.' }) unreadable?: string;
  @Text() receivedBy: string;
  @Moment() receivedAt: string;
}

export class AcknowledgementView extends AcknowledgementSummary {
  @Text({ description: 'As it came.' }) text: string;
  @Flag({ description: 'Whether there is more of it than is shown.' }) cutOff: boolean;
}

export class AcknowledgementPage {
  @Parts(() => AcknowledgementSummary) items: AcknowledgementSummary[];
  @Text({ optional: true }) nextCursor?: string;
}

const officer = ['pharmacovigilance-officer'] as const;
const service = 'unblinded';
const at = 'trials/:trialId/cases/:caseId/regulator-versions';

export const submitRegulatorVersion = defineCommand({
  service,
  name: 'submit-regulator-version',
  route: `POST /${at}/:number/submissions`,
  summary: 'Puts the regulator copy of a version on its way to a receiver, under a number of its own',
  request: SubmitRegulatorVersionCommand,
  result: SubmissionView,
  roles: officer,
  rejections: ['case-unknown', 'case-incomplete', 'receiver-unknown', 'already-submitted'],
});

export const correctSubmission = defineCommand({
  service,
  name: 'correct-submission',
  route: 'POST /trials/:trialId/cases/:caseId/submissions/:submissionId/corrections',
  summary: 'Sends another version instead of one that was rejected, or for a reason instead of one nobody judged',
  request: CorrectSubmissionCommand,
  result: SubmissionView,
  roles: officer,
  rejections: [
    'submission-unknown',
    'case-unknown',
    'case-incomplete',
    'receiver-unknown',
    'nothing-to-correct',
    'already-submitted',
    'version-out-of-order',
  ],
});

export const listSubmissions = defineQuery({
  service,
  name: 'list-submissions',
  route: 'GET /trials/:trialId/cases/:caseId/submissions',
  summary: 'Where each sending of a case stands, with the words of its receiver',
  request: AtCase,
  result: SubmissionsOfCase,
  roles: officer,
  rejections: [],
});

export const listSubmissionDuties = defineQuery({
  service,
  name: 'list-submission-duties',
  route: 'GET /trials/:trialId/submission-duties',
  summary:
    'Submissions that were rejected or that nobody answered in time: what the receiver said, and by when it is due',
  request: PageOfTrial,
  result: SubmissionDutyPage,
  roles: officer,
  rejections: ['cursor-not-readable'],
});

export const receiveAcknowledgement = defineCommand({
  service,
  name: 'receive-acknowledgement',
  route: 'POST /trials/:trialId/acknowledgements',
  summary:
    'Takes in what a receiver answered in a file; it is matched by transmission and case, and kept whatever it says',
  request: ReceiveAcknowledgementCommand,
  result: ReceivedAcknowledgement,
  roles: officer,
  rejections: ['acknowledgement-not-readable'],
});

export const listAcknowledgements = defineQuery({
  service,
  name: 'list-acknowledgements',
  route: 'GET /trials/:trialId/acknowledgements',
  summary: 'Acknowledgements a person has to look at: they name what nobody waits for, or cannot be read',
  request: PageOfTrial,
  result: AcknowledgementPage,
  roles: officer,
  rejections: ['cursor-not-readable'],
});

export const readAcknowledgement = defineQuery({
  service,
  name: 'read-acknowledgement',
  route: 'GET /trials/:trialId/acknowledgements/:acknowledgementId',
  summary: 'One acknowledgement in the words of its receiver, and how it was read',
  request: AtAcknowledgement,
  result: AcknowledgementView,
  roles: officer,
  rejections: ['acknowledgement-unknown'],
});
