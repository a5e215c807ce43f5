import { responseAlerted, responseCorrected, responseSubmitted, type DataOf } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { alertsIn, setOffTheSame } from '../domain/alerts.js';
import type { Assignment } from '../domain/assignment.js';
import type { Answers, Flag, FormCircumstances, Instrument, Score } from '../domain/instrument.js';
import { secondsTaken, type Response } from '../domain/response.js';
import { scoreAnswers } from '../domain/score-answers.js';
import { ResponseFlags } from './response-flag.table.js';
import { previousScores, scoresByCode } from './response.reads.js';
import { Responses } from './response.table.js';
import { Scores } from './score.table.js';

/** What follows from the answers of one version of a response. */
export interface Derived {
  readonly scores: readonly Score[];
  readonly flags: readonly Flag[];
}

/**
 * Keeps one version of a response, with its scores and flags as rows of their own, and says so.
 *
 * @param corrected what the version before said; null for the first.
 */
export async function recordResponse(
  tx: Transaction,
  trials: Trials,
  assignment: Assignment,
  instrument: Instrument,
  response: Response,
  corrected: Answers | null = null,
): Promise<Derived> {
  const { trialId, siteId, participantId } = assignment;
  const place = { trialId, siteId, participantId };
  const version = { responseId: response.id, responseVersion: response.version };
  const scores = scoreAnswers(instrument, response.language, response.answers);
  const alertsOf = (answers: Answers) => alertsIn(instrument, alertRules(trials, assignment), answers);
  const alerts = alertsOf(response.answers);
  const flags = [
    ...alerts,
    ...instrument.flags(response.answers, await circumstances(tx, assignment, instrument, response)),
  ];

  await tx.rows(Responses).insert({ ...response, ...place });
  for (const { missing, ...score } of scores)
    await tx.rows(Scores).insert({ ...score, missing: [...missing], ...place, ...version, id: tx.newId() });
  for (const { items, ...flag } of flags)
    await tx.rows(ResponseFlags).insert({ ...flag, items: [...items], ...place, ...version, id: tx.newId() });

  const facts = asFacts(assignment, instrument, response, scores);
  if (response.version === 1) publish(tx, responseSubmitted, facts);
  else publish(tx, responseCorrected, { ...facts, responseVersion: response.version });
  if (!setOffTheSame(corrected ? alertsOf(corrected) : [], alerts))
    publish(tx, responseAlerted, asAlerted(assignment, response, alerts));
  return { scores, flags };
}

const alertRules = (trials: Trials, { trialId, trialVersion, instrument }: Assignment) =>
  trials.version(trialId, trialVersion).instruments.find(({ code }) => code === instrument)?.alerts ?? [];

async function circumstances(
  tx: Transaction,
  assignment: Assignment,
  instrument: Instrument,
  response: Response,
): Promise<FormCircumstances> {
  const seconds = secondsTaken(response);
  const before = await previousScores(tx, assignment, instrument, response);
  return {
    ...(seconds === undefined ? {} : { secondsTaken: seconds }),
    ...(before === undefined ? {} : { previousScores: before }),
  };
}

const asFacts = (
  assignment: Assignment,
  instrument: Instrument,
  response: Response,
  scores: readonly Score[],
): DataOf<typeof responseSubmitted> => ({
  trialId: assignment.trialId,
  siteId: assignment.siteId,
  participantId: assignment.participantId,
  responseId: response.id,
  assignmentId: assignment.id,
  visitId: assignment.visitId,
  visitCode: assignment.visitCode,
  assessment: assignment.assessment,
  instrument: assignment.instrument,
  instrumentVersion: assignment.instrumentVersion,
  language: response.language,
  algorithm: instrument.algorithm,
  algorithmVersion: instrument.algorithmVersion,
  scores: scoresByCode(scores),
  completion: response.completion,
  timing: response.timing,
  submittedAt: response.submittedAt.toString({ fractionalSecondDigits: 3 }),
});

const asAlerted = (
  { trialId, siteId, participantId, trialVersion, visitId, visitCode, assessment, instrument }: Assignment,
  { id: responseId, version: responseVersion, submittedAt }: Response,
  alerts: readonly Flag[],
): DataOf<typeof responseAlerted> => ({
  ...{ trialId, siteId, participantId, trialVersion, responseId, responseVersion },
  ...{ visitId, visitCode, assessment, instrument },
  alerts: alerts.map(({ code }) => code),
  submittedAt: submittedAt.toString({ fractionalSecondDigits: 3 }),
});
