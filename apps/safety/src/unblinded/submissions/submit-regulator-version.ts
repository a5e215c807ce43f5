import { Injectable } from '@nestjs/common';
import type { SubmissionView, SubmitRegulatorVersionCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { queueSubmission } from '../../domain/icsr/acknowledgement/submission.js';
import { placedAt } from '../../placement/placed.js';
import { RegulatorFile } from '../regulator-versions/regulator-file.js';
import { knownRegulatorVersion } from '../regulator-versions/regulator-version.reads.js';
import { SubmissionStore } from './submission-store.js';
import { assertNotSubmitted, knownSubmissionView } from './submission.reads.js';
import { Submissions } from './submission.table.js';
import { SubmissionsSettings } from './submissions.config.js';

/**
 * Puts the regulator copy of a version on its way: the file is written now and never again, however often it is tried. The
 * receipt of the command knows the submission alone, neither the file's hash nor a word of its receiver.
 */
@Injectable()
export class SubmitRegulatorVersion {
  constructor(
    private readonly transactions: Transactions,
    private readonly file: RegulatorFile,
    private readonly store: SubmissionStore,
    private readonly settings: SubmissionsSettings,
  ) {}

  async execute(command: SubmitRegulatorVersionCommand, context: Context): Promise<SubmissionView> {
    const { caseId, number, receiver } = command;
    if (!this.settings.receiver(receiver)) throw new Rejection('receiver-unknown', { field: 'receiver' });
    const { submissionId } = await this.transactions.once(context, async (tx) => {
      const version = await knownRegulatorVersion(tx, caseId, number);
      await assertNotSubmitted(tx, { caseId, receiver, number }, null);
      const { safetyReportId } = this.file.reportOf(version);
      const batchId = tx.newId();
      const text = this.file.textOf(version, { batchId, receiver, sentAt: tx.now });
      const stored = placedAt(version, {
        ...{ id: tx.newId(), caseId, safetyReportId, receiver, firstNumber: number },
        ...{ queuedBy: context.actor, queuedAt: tx.now },
      });
      await tx.rows(Submissions).insert(stored);
      await this.store.queue(tx, stored, queueSubmission(safetyReportId, number, batchId), text);
      return { submissionId: stored.id };
    });
    return this.transactions.read(context, (tx) => knownSubmissionView(tx, this.store, caseId, submissionId));
  }
}
