import { Injectable } from '@nestjs/common';
import { submissionChanged } from '@trial/contracts/restricted';
import { arm } from '@trial/deadlines';
import { Cipher } from '@trial/encryption';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { Answer, Attempt, Submission } from '../../domain/icsr/acknowledgement/submission.js';
import { answerDueAt } from '../../domain/icsr/acknowledgement/submission-duty.js';
import { placedAt, type Placed } from '../../placement/placed.js';
import { openSealed } from '../sealing/open-sealed.js';
import { SubmissionAttempts, type StoredAttempt } from './submission-attempt.table.js';
import { answerIsDue } from './submission.deadlines.js';
import type { StoredSubmission } from './submission.table.js';
import { SubmissionsSettings } from './submissions.config.js';

const FILE_UNIT = 16_384;
const ANSWERS_UNIT = 1_024;

/** Submissions as rows: files and answers sealed, states and times in clear. */
@Injectable()
export class SubmissionStore {
  constructor(
    private readonly cipher: Cipher,
    private readonly settings: SubmissionsSettings,
  ) {}

  /** A submission with all its sendings, without a word of its receiver, for which nothing is opened; whoever changes it holds its case. */
  async standing(tx: Transaction, { id, safetyReportId }: StoredSubmission): Promise<Submission> {
    const attempts = await this.attemptsOf(tx, id);
    return { safetyReportId, attempts: attempts.map((each) => attemptOf(each, [])) };
  }

  /** The same with what was answered to one sending. Whether the answers to others can be opened does not matter to it. */
  async answered(tx: Transaction, { id, safetyReportId }: StoredSubmission, batchId: string): Promise<Submission> {
    const attempts = await this.attemptsOf(tx, id);
    const answersTo = (each: StoredAttempt) => (each.batchId === batchId ? this.answersOf(each) : []);
    return { safetyReportId, attempts: attempts.map((each) => attemptOf(each, answersTo(each))) };
  }

  attemptsOf(tx: Transaction, submissionId: string): Promise<Placed<StoredAttempt>[]> {
    return tx.rows(SubmissionAttempts).find({ where: { submissionId }, order: { ordinal: 'ASC' } });
  }

  /** Adds the latest sending with its file, puts it into the queue, and sets the bell for its answer. */
  async queue(
    tx: Transaction,
    stored: Placed<StoredSubmission>,
    { attempts }: Submission,
    file: string,
  ): Promise<void> {
    const latest = attempts.at(-1);
    if (!latest) throw new Error('a submission has an attempt from its first moment');
    const { batchId, version: number, state, contradicted, sentAt } = latest;
    const dueAt = answerDueAt(tx.now, this.settings.answerWithinHours(stored.receiver));
    await tx.rows(SubmissionAttempts).insert(
      placedAt(stored, {
        ...{ batchId, submissionId: stored.id, ordinal: attempts.length, number, state, contradicted, sentAt },
        ...{ sealedFile: this.cipher.seal(file, `file ${batchId}`, FILE_UNIT), sealedAnswers: null },
        ...{ keyId: this.cipher.keyId, answerDueAt: dueAt },
      }),
    );
    await tx.query(
      `insert into submission_queue (batch_id, trial_id, site_id, next_try_at) values ($1, $2, $3, clock_timestamp())`,
      [batchId, stored.trialId, stored.siteId],
    );
    const { trialId, siteId, id: submissionId } = stored;
    arm(tx, answerIsDue, { trialId, siteId, submissionId, batchId }, dueAt);
    this.tell(tx, stored, batchId);
  }

  /** Writes down what changed of the sendings, and says so. */
  async update(
    tx: Transaction,
    stored: Placed<StoredSubmission>,
    before: Submission,
    after: Submission,
  ): Promise<void> {
    for (const [index, attempt] of after.attempts.entries()) {
      const was = before.attempts[index];
      if (attempt === was) continue;
      const { batchId, state, sentAt, contradicted, answers } = attempt;
      // What was not opened stays as it is.
      const sealedAnswers =
        answers === was?.answers
          ? {}
          : { sealedAnswers: this.cipher.seal(JSON.stringify(answers), `answers ${batchId}`, ANSWERS_UNIT) };
      await tx.rows(SubmissionAttempts).update({ batchId }, { state, sentAt, contradicted, ...sealedAnswers });
      if (state === 'withdrawn') await tx.query('delete from submission_queue where batch_id = $1', [batchId]);
      this.tell(tx, stored, batchId);
    }
  }

  /** The file of a sending, byte by byte as it was queued. Throws `CannotBeOpened`. */
  fileOf({ batchId, sealedFile, keyId }: StoredAttempt): string {
    return openSealed(this.cipher, sealedFile, `file ${batchId}`, keyId);
  }

  /** What its receiver said to a sending. Throws `CannotBeOpened`. */
  answersOf({ batchId, sealedAnswers, keyId }: StoredAttempt): Answer[] {
    if (sealedAnswers === null) return [];
    return JSON.parse(openSealed(this.cipher, sealedAnswers, `answers ${batchId}`, keyId)) as Answer[];
  }

  private tell(
    tx: Transaction,
    { trialId, siteId, participantId, id }: Placed<StoredSubmission>,
    batchId: string,
  ): void {
    publish(tx, submissionChanged, { trialId, siteId, participantId, submissionId: id, transmissionId: batchId });
  }
}

const attemptOf = (
  { batchId, number: version, state, sentAt, contradicted }: StoredAttempt,
  answers: readonly Answer[],
): Attempt => ({ batchId, version, state, sentAt, contradicted, answers });
