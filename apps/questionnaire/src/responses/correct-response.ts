import { Injectable } from '@nestjs/common';
import type { CorrectResponseCommand, SubmittedResponse } from '@trial/contracts';
import { plainDate, Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockAssignment } from '../assignments/assignment.reads.js';
import { checkAnswers } from '../domain/check-answers.js';
import { correctResponse, refuseUnlessCorrectable } from '../domain/correction.js';
import { instrumentOf } from '../domain/instruments/catalogue.js';
import { answerToCaller } from './answer-to-caller.js';
import { recordResponse } from './record-response.js';
import { latestResponse } from './response.reads.js';
import { authorIn } from './submission-of.js';

/** A new version beside the old one, with its own scores; nothing that was said before is changed. */
@Injectable()
export class CorrectResponse {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: CorrectResponseCommand, context: Context): Promise<SubmittedResponse> {
    return this.transactions.once(context, async (tx) => {
      const assignment = await lockAssignment(tx, command);
      const latest = await latestResponse(tx, assignment.id);
      const author = authorIn(context);
      const correctable = refuseUnlessCorrectable(latest, assignment, author);
      if (correctable.version !== command.expectedVersion)
        throw new Rejection('version-conflict', { rule: `the response is at version ${correctable.version}` });

      const instrument = instrumentOf(assignment.instrument, assignment.instrumentVersion);
      const correction = {
        answers: checkAnswers(instrument, command.answers, 'clinician'),
        reason: command.reason,
        requestedOn: command.requestedOn === undefined ? null : plainDate(command.requestedOn),
      };
      const corrected = correctResponse(correctable, assignment, instrument, correction, author, tx.now);
      const derived = await recordResponse(tx, this.trials, assignment, instrument, corrected, latest?.answers);
      return answerToCaller(tx, this.trials, assignment, corrected, derived);
    });
  }
}
