import { Injectable } from '@nestjs/common';
import type { CorrectSubmissionCommand, SubmissionView } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { resubmit } from '../../domain/icsr/acknowledgement/submission.js';
import { RegulatorFile } from '../regulator-versions/regulator-file.js';
import { knownRegulatorVersion } from '../regulator-versions/regulator-version.reads.js';
import { SubmissionStore } from './submission-store.js';
import { assertNotSubmitted, knownSubmission, knownSubmissionView } from './submission.reads.js';
import { SubmissionsSettings } from './submissions.config.js';

/**
 * Sends another version instead of one that was rejected, or for a reason instead of one nobody judged, under a new batch
 * number; what it replaces stays to be seen. The receipt of the command knows the submission alone, and not what its receiver said.
 */
@Injectable()
export class CorrectSubmission {
  constructor(
    private readonly transactions: Transactions,
    private readonly file: RegulatorFile,
    private readonly store: SubmissionStore,
    private readonly settings: SubmissionsSettings,
  ) {}

  async execute(command: CorrectSubmissionCommand, context: Context): Promise<SubmissionView> {
    const { caseId, submissionId, number, reason } = command;
    await this.transactions.once(context, async (tx) => {
      const stored = await knownSubmission(tx, caseId, submissionId);
      const { receiver } = stored;
      if (!this.settings.receiver(receiver))
        throw new Rejection('receiver-unknown', { rule: 'the configuration has no such receiver any more' });
      await assertNotSubmitted(tx, { caseId, receiver, number }, submissionId);
      const before = await this.store.standing(tx, stored);
      const batchId = tx.newId();
      const after = resubmit(before, number, batchId, { unanswered: reason !== undefined });
      const version = await knownRegulatorVersion(tx, caseId, number);
      await this.store.update(tx, stored, before, { ...after, attempts: after.attempts.slice(0, -1) });
      await this.store.queue(tx, stored, after, this.file.textOf(version, { batchId, receiver, sentAt: tx.now }));
      return { submissionId };
    });
    return this.transactions.read(context, (tx) => knownSubmissionView(tx, this.store, caseId, submissionId));
  }
}
