import {
  keyAfter,
  pageOf,
  pageSize,
  type PageOfTrial,
  type SubmissionDutyPage,
  type SubmissionDutyView,
} from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import { In } from 'typeorm';
import { latestAttempt } from '../../domain/icsr/acknowledgement/submission.js';
import { dutyNow } from '../../domain/icsr/acknowledgement/submission-duty.js';
import { readable } from '../sealing/open-sealed.js';
import { SubmissionAttempts } from './submission-attempt.table.js';
import { dutyFacts, openDuty } from './submission-duty.reads.js';
import type { SubmissionStore } from './submission-store.js';
import { Submissions, type StoredSubmission } from './submission.table.js';

/** So many characters of what a receiver said go into a list. */
const MOST_WORDS = 500;

/**
 * Submissions at which something is owed, oldest first: what somebody was told of, and, should a bell ever fail to ring, what
 * the rule says without it.
 */
export async function submissionDutyPage(
  tx: Transaction,
  store: SubmissionStore,
  request: PageOfTrial,
): Promise<SubmissionDutyPage> {
  const limit = pageSize(request);
  const found = await tx.query<{ id: string }>(OWED, [keyAfter(request.cursor), tx.now.toString(), limit + 1]);
  const { items, ...rest } = pageOf(found, limit, ({ id }) => id);
  const stored = await tx
    .rows(Submissions)
    .find({ where: { id: In(items.map(({ id }) => id)) }, order: { id: 'ASC' } });
  const views: SubmissionDutyView[] = [];
  for (const submission of stored) {
    const view = await dutyView(tx, store, submission);
    if (view) views.push(view);
  }
  return { items: views, ...rest };
}

async function dutyView(
  tx: Transaction,
  store: SubmissionStore,
  stored: StoredSubmission,
): Promise<SubmissionDutyView | undefined> {
  const submission = await store.standing(tx, stored);
  const open = await openDuty(tx, stored.id);
  const standing = dutyNow(open, submission, await dutyFacts(tx, stored, submission));
  if (!('owed' in standing)) return undefined;
  const { concern, batchId, dueAt } = standing.owed;
  return {
    ...{ submissionId: stored.id, caseId: stored.caseId, receiver: stored.receiver, concern, transmissionId: batchId },
    ...{ state: latestAttempt(submission).state, dueAt: dueAt.toString({ fractionalSecondDigits: 3 }) },
    ...(open ? { rangAt: open.rangAt.toString({ fractionalSecondDigits: 3 }) } : {}),
    ...(open?.escalatedAt ? { escalatedAt: open.escalatedAt.toString({ fractionalSecondDigits: 3 }) } : {}),
    words: await wordsOf(tx, store, batchId),
  };
}

/** Nothing where it cannot be opened: the submission says why. */
async function wordsOf(tx: Transaction, store: SubmissionStore, batchId: string): Promise<string> {
  const attempt = await tx.rows(SubmissionAttempts).findOneByOrFail({ batchId });
  const said = readable(() => store.answersOf(attempt));
  if ('unreadable' in said) return '';
  const words = said.read.flatMap(({ remarks }) => remarks.messages);
  return words.join('; ').slice(0, MOST_WORDS);
}

const OWED = `
  select submission.id::text as id from submission
   where submission.id::text > $1
     and (exists (select 1 from submission_duty duty where duty.submission_id = submission.id and duty.ended_at is null)
          or exists (select 1 from submission_attempt latest
                      where latest.submission_id = submission.id
                        and latest.ordinal = (select max(ordinal) from submission_attempt other
                                               where other.submission_id = submission.id)
                        and (latest.state = 'rejected'
                             or (latest.state in ('queued', 'sent', 'acknowledged') and latest.answer_due_at <= $2))
                        and not exists (select 1 from submission_attempt taken
                                          join submission other on other.id = taken.submission_id
                                         where other.case_id = submission.case_id and other.receiver = submission.receiver
                                           and taken.state = 'accepted' and taken.number >= latest.number)))
   order by submission.id::text limit $3`;
