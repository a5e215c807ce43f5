import type { SubmittedResponse } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { visitIsOver } from '../assignments/assignment.reads.js';
import { readerOf } from '../assignments/reader.js';
import type { Assignment } from '../domain/assignment.js';
import { seesScores } from '../domain/disclosure.js';
import type { Response } from '../domain/response.js';
import type { Derived } from './record-response.js';
import { scoresByCode } from './response.reads.js';

/** What whoever submitted or corrected a form gets to see of it. */
export async function answerToCaller(
  tx: Transaction,
  trials: Trials,
  assignment: Assignment,
  { id: responseId, version }: Response,
  { scores, flags }: Derived,
): Promise<SubmittedResponse> {
  const { siteSeesScores } = trials.version(assignment.trialId, assignment.trialVersion).participantForms;
  const form = { respondent: assignment.respondent, visitIsOver: await visitIsOver(tx, assignment) };
  return seesScores(readerOf(tx.context), form, siteSeesScores)
    ? { responseId, version, scores: scoresByCode(scores), flags: [...new Set(flags.map(({ code }) => code))].sort() }
    : { responseId, version, flags: [] };
}
