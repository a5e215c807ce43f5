import { instantAt, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { IsNull } from 'typeorm';
import { latestAttempt, type Submission } from '../../domain/icsr/acknowledgement/submission.js';
import type { DutyFacts } from '../../domain/icsr/acknowledgement/submission-duty.js';
import type { Placed } from '../../placement/placed.js';
import { SubmissionAttempts } from './submission-attempt.table.js';
import { SubmissionDuties, type StoredDuty } from './submission-duty.table.js';
import { Submissions, type StoredSubmission } from './submission.table.js';

/** What somebody was told of and has not ended; null where there is nothing. */
export const openDuty = (tx: Transaction, submissionId: string): Promise<Placed<StoredDuty> | null> =>
  tx.rows(SubmissionDuties).findOneBy({ submissionId, endedAt: IsNull() });

/** What a duty is judged by, at the moment of the transaction. */
export async function dutyFacts(tx: Transaction, stored: StoredSubmission, submission: Submission): Promise<DutyFacts> {
  const { batchId } = latestAttempt(submission);
  const { answerDueAt } = await tx.rows(SubmissionAttempts).findOneByOrFail({ batchId });
  const [clocksDueAt, acceptedElsewhere] = [await clocksOf(tx, stored), await acceptedElsewhereOf(tx, stored)];
  return { answerDueAt, clocksDueAt, acceptedElsewhere, queuedAt: stored.queuedAt, now: tx.now };
}

async function acceptedElsewhereOf(
  tx: Transaction,
  { id, caseId, receiver }: StoredSubmission,
): Promise<number | null> {
  const [found] = await tx.query<{ number: number | null }>(
    `select max(number) as number from submission join submission_attempt attempt on attempt.submission_id = submission.id
      where case_id = $1 and receiver = $2 and submission.id <> $3 and state = 'accepted'`,
    [caseId, receiver, id],
  );
  return found?.number ?? null;
}

/** Everything of an event that is on its way to a receiver or has come there, in one order for all who hold it. */
export const submissionsOfEvent = (tx: Transaction, adverseEventId: string): Promise<Placed<StoredSubmission>[]> =>
  tx
    .rows(Submissions)
    .createQueryBuilder('submission')
    .where(
      `exists (select 1 from regulator_version version
                where version.case_id = submission.case_id and version.number = submission.first_number
                      and version.adverse_event_id = :adverseEventId)`,
      { adverseEventId },
    )
    .orderBy('submission.id')
    .getMany();

/** When the clocks of the event of a case run out: all of them, but those another one took the place of. */
async function clocksOf(tx: Transaction, { caseId, firstNumber }: StoredSubmission): Promise<Instant[]> {
  const clocks = await tx.query<{ due: string }>(
    `select (extract(epoch from clock.due_at) * 1000)::bigint::text as due
       from regulator_version version join expedited_clock clock on clock.adverse_event_id = version.adverse_event_id
      where version.case_id = $1 and version.number = $2 and not clock.replaced`,
    [caseId, firstNumber],
  );
  return clocks.map(({ due }) => instantAt(Number(due)));
}
