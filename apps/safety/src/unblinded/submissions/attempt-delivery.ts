import { Injectable } from '@nestjs/common';
import type { Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { isOnItsWay, markSent } from '../../domain/icsr/acknowledgement/submission.js';
import { CannotBeOpened } from '../sealing/open-sealed.js';
import { handOver, type HandedOver } from './hand-over.js';
import { holdCase } from './hold-case.js';
import { SubmissionAttempts } from './submission-attempt.table.js';
import { SubmissionStore } from './submission-store.js';
import { Submissions } from './submission.table.js';
import { SubmissionsSettings } from './submissions.config.js';
import { acknowledgementIn, TakeAnswer } from './take-answer.js';

/** A place in the queue. */
export interface QueuedBatch {
  readonly batchId: string;
  readonly trialId: string;
  readonly siteId: string;
}

interface Taken {
  readonly text: string;
  readonly receiver: string;
  readonly tries: number;
}

/**
 * Tries one sending: written down before it is made and after it has ended, and made between the two. When nobody records
 * its end, it is made again once the lease is over, with the same bytes under the same number.
 */
@Injectable()
export class AttemptDelivery {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: SubmissionStore,
    private readonly answers: TakeAnswer,
    private readonly settings: SubmissionsSettings,
  ) {}

  /** Never throws: what breaks is noted at the sending. */
  async execute(batch: QueuedBatch): Promise<void> {
    const context = deliveryContext(this.transactions, batch);
    const taken = await this.transactions
      .run(context, (tx) => this.take(tx, batch))
      .catch((error: unknown) => this.note(batch, error, { made: false }));
    if (!taken) return;
    const receiver = this.settings.receiver(taken.receiver);
    const outcome: HandedOver = receiver
      ? await handOver(
          receiver,
          { batchId: batch.batchId, text: taken.text },
          this.settings.config.SUBMISSION_TIMEOUT_MS,
        )
      : { taken: false, answer: '', why: 'the configuration has no such receiver' };
    await this.transactions
      .run(context, (tx) => this.record(tx, batch, taken, outcome))
      .catch((error: unknown) => this.note(batch, error, { made: true }));
  }

  /**
   * A try that broke is noted at the sending, for the officer, by its kind alone. When not even that can be written, it is
   * tried again when it is due.
   */
  private async note(batch: QueuedBatch, error: unknown, { made }: { readonly made: boolean }): Promise<undefined> {
    const why =
      error instanceof CannotBeOpened ? error.message : `broken (${error instanceof Error ? error.name : ''})`;
    const { SUBMISSION_RETRY_MS: pauses } = this.settings.config;
    await this.transactions
      .run(deliveryContext(this.transactions, batch), (tx) =>
        made ? tx.query(NOT_RECORDED, [batch.batchId, why]) : tx.query(NOT_TAKEN, [batch.batchId, why, pauses]),
      )
      .catch(() => undefined);
    return undefined;
  }

  /** Takes a file from the queue for one try, or nothing when somebody else has it or it has left it. */
  private async take(tx: Transaction, { batchId }: QueuedBatch): Promise<Taken | undefined> {
    const [due] = await tx.query<{ tries: number }>(
      `update submission_queue set tries = tries + 1,
              next_try_at = clock_timestamp() + $2 * interval '1 millisecond'
        where batch_id in (select batch_id from submission_queue where batch_id = $1 and next_try_at <= clock_timestamp()
                              for update skip locked)
              and not exists (${EARLIER_QUEUED})
        returning tries`,
      [batchId, this.settings.config.SUBMISSION_LEASE_MS],
    );
    if (!due) return undefined;
    const attempt = await tx.rows(SubmissionAttempts).findOneByOrFail({ batchId });
    const { receiver } = await tx.rows(Submissions).findOneByOrFail({ id: attempt.submissionId });
    if (attempt.state === 'queued') return { text: this.store.fileOf(attempt), receiver, tries: due.tries };
    // It was answered before its sending was recorded: it has arrived.
    await leaveQueue(tx, batchId);
    return undefined;
  }

  private async record(
    tx: Transaction,
    { batchId }: QueuedBatch,
    { tries }: Taken,
    outcome: HandedOver,
  ): Promise<void> {
    if (!outcome.taken) {
      const [waiting] = await tx.query<{ last_try: string | null }>(
        'select last_try from submission_queue where batch_id = $1',
        [batchId],
      );
      // A receiver in trouble says the same at every try; once is enough.
      if (waiting?.last_try !== outcome.why) await this.hear(tx, outcome.answer);
      const pauses = this.settings.config.SUBMISSION_RETRY_MS;
      const pause = pauses[Math.min(tries, pauses.length) - 1];
      await tx.query(
        `update submission_queue set last_try = $2, next_try_at = clock_timestamp() + $3 * interval '1 millisecond'
          where batch_id = $1`,
        [batchId, outcome.why, pause],
      );
      return;
    }
    const { submissionId } = await tx.rows(SubmissionAttempts).findOneByOrFail({ batchId });
    const stored = await tx.rows(Submissions).findOneByOrFail({ id: submissionId });
    await holdCase(tx, stored);
    const before = await this.store.standing(tx, stored);
    if (before.attempts.some((attempt) => attempt.batchId === batchId && isOnItsWay(attempt)))
      await this.store.update(tx, stored, before, markSent(before, batchId, tx.now));
    await leaveQueue(tx, batchId);
    await this.hear(tx, outcome.answer);
  }

  /** What stood in the answer. An empty answer says only whether the file was taken. */
  private async hear(tx: Transaction, answer: string): Promise<void> {
    if (answer.trim() === '') return;
    const read = acknowledgementIn(answer);
    if ('unreadable' in read) await this.answers.keep(tx, answer, 'answer', read);
    else await this.answers.take(tx, answer, read, 'answer').catch((error: unknown) => this.lay(tx, answer, error));
  }

  /** Where earlier answers cannot be opened this one is kept for a person: it has arrived, and so has the file. */
  private async lay(tx: Transaction, answer: string, error: unknown): Promise<void> {
    if (!(error instanceof CannotBeOpened)) throw error;
    await this.answers.keep(tx, answer, 'answer', { unreadable: error.message });
  }
}

/** It was not made, so it is counted here, and tried again after a pause, so that others go on. */
const NOT_TAKEN = `
  update submission_queue
     set tries = tries + 1, last_try = $2,
         next_try_at = clock_timestamp() + ($3::int[])[least(tries + 1, cardinality($3::int[]))] * interval '1 millisecond'
   where batch_id = $1`;

/** It was made and counted, and the receiver may have the file: it is not made again before the lease is over. */
const NOT_RECORDED = `update submission_queue set last_try = $2 where batch_id = $1`;

/** A receiver gets the versions of a case in their order: while an earlier one has not reached it, a later one waits. */
const EARLIER_QUEUED = `
  select 1 from submission_attempt mine
    join submission on submission.id = mine.submission_id
    join submission other on other.case_id = submission.case_id and other.receiver = submission.receiver
    join submission_attempt earlier on earlier.submission_id = other.id
   where mine.batch_id = $1 and earlier.state = 'queued' and earlier.number < mine.number`;

const leaveQueue = async (tx: Transaction, batchId: string): Promise<void> => {
  await tx.query('delete from submission_queue where batch_id = $1', [batchId]);
};

/** Under whom a file is sent: the module itself, because of the batch. */
const deliveryContext = ({ service }: Transactions, { batchId, trialId, siteId }: QueuedBatch): Context => ({
  actor: `service:${service}`,
  role: 'service',
  organisation: 'platform',
  trialId,
  sites: [siteId],
  zone: 'UTC',
  reason: 'submission:delivery',
  trace: `00-${batchId.replaceAll('-', '')}-${batchId.replaceAll('-', '').slice(-16)}-01`,
  cause: `submission:${batchId}`,
});
