import { Injectable } from '@nestjs/common';
import type { SubmitResponseCommand, SubmittedResponse } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockAssignment, saveStatus } from '../assignments/assignment.reads.js';
import { refuseUnlessAnswerable } from '../domain/assignment.js';
import { instrumentOf } from '../domain/instruments/catalogue.js';
import { submitResponse } from '../domain/response.js';
import { answerToCaller } from './answer-to-caller.js';
import { recordResponse } from './record-response.js';
import { authorIn, submissionOf } from './submission-of.js';

@Injectable()
export class SubmitResponse {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: SubmitResponseCommand, context: Context): Promise<SubmittedResponse> {
    return this.transactions.once(context, async (tx) => {
      const waiting = await lockAssignment(tx, command);
      const author = authorIn(context);
      // Whoever may not answer learns that, not what is wrong with the answers.
      refuseUnlessAnswerable(waiting, author, tx.now);
      const instrument = instrumentOf(waiting.instrument, waiting.instrumentVersion);
      const submission = submissionOf(command, instrument, context);
      const { assignment, response } = submitResponse(tx.newId(), waiting, instrument, submission, author, tx.now);

      await saveStatus(tx, assignment);
      const derived = await recordResponse(tx, this.trials, assignment, instrument, response);
      return answerToCaller(tx, this.trials, assignment, response, derived);
    });
  }
}
