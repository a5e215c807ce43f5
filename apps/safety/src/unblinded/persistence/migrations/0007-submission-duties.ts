import { auditTrigger, defineMigration, seeingAllRows, siteIsolation } from '@trial/persistence';

/**
 * What is owed at a submission, once somebody was told. What was on its way before is listed from a day after it was
 * sent or queued; nothing rings for it.
 */
export const SubmissionDuties0007 = defineMigration(7, 'SubmissionDuties', [
  `alter table expedited_clock add column replaced boolean not null default false`,
  `alter table submission_attempt add column answer_due_at timestamptz(3)`,
  ...seeingAllRows(
    ['expedited_clock', 'expedited_assessment', 'submission', 'submission_attempt'],
    [
      `alter table expedited_clock disable trigger audit`,
      `alter table submission_attempt disable trigger audit`,
      // Of two clocks that nothing is due by any more, the one that was answered was not replaced.
      `update expedited_clock set replaced = true
        where superseded and id not in (select clock_id from expedited_assessment)`,
      `update submission_attempt attempt
          set answer_due_at = coalesce(attempt.sent_at, submission.queued_at) + interval '24 hours'
         from submission where submission.id = attempt.submission_id and attempt.state in ('queued', 'sent')`,
      `alter table expedited_clock enable trigger audit`,
      `alter table submission_attempt enable trigger audit`,
    ],
  ),
  `alter table expedited_clock alter column replaced drop default`,
  `create table submission_duty (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     submission_id uuid not null references submission (id),
     batch_id uuid not null references submission_attempt (batch_id),
     concern text not null check (concern in ('unanswered', 'rejected')),
     rang_at timestamptz(3) not null,
     due_at timestamptz(3) not null,
     escalated_at timestamptz(3),
     ended_at timestamptz(3)
   )`,
  `create unique index submission_duty_open on submission_duty (submission_id) where ended_at is null`,
  ...siteIsolation('submission_duty'),
  auditTrigger('submission_duty'),
  `grant update (replaced) on expedited_clock to unblinded`,
  `grant select, insert on submission_duty to unblinded`,
  `grant update (batch_id, concern, rang_at, due_at, escalated_at, ended_at) on submission_duty to unblinded`,
]);
