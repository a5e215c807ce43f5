import type { SubmitResponseCommand } from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import type { Author } from '../domain/assignment.js';
import { checkAnswers } from '../domain/check-answers.js';
import type { Instrument, Respondent } from '../domain/instrument.js';
import type { Submission } from '../domain/response.js';

type FilledIn = Pick<SubmitResponseCommand, 'answers' | 'language' | 'answeredBy' | 'mode' | 'startedAt' | 'enteredAt'>;

/** What arrived, read against the instrument; the rejections of `checkAnswers`. */
export const submissionOf = (command: FilledIn, instrument: Instrument, context: Context): Submission => ({
  answers: checkAnswers(instrument, command.answers, respondentIn(context)),
  language: command.language,
  answeredBy: command.answeredBy ?? 'self',
  mode: command.mode ?? 'electronic',
  deviceStartedAt: command.startedAt === undefined ? null : instant(command.startedAt),
  deviceSubmittedAt: command.enteredAt === undefined ? null : instant(command.enteredAt),
});

export const authorIn = ({ actor, participantId }: Context): Author =>
  participantId === undefined ? { actor } : { actor, participantId };

const respondentIn = ({ participantId }: Context): Respondent =>
  participantId === undefined ? 'clinician' : 'participant';
