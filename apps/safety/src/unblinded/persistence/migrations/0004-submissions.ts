import { auditTrigger, defineMigration, siteIsolation, trialIsolation } from '@trial/persistence';

/**
 * What goes to regulators. Everything a version says, every file and every answer is sealed; in clear stand ids, times and
 * states. The queue carries ids alone and belongs to no site.
 */
export const Submissions0004 = defineMigration(4, 'Submissions', [
  `create table regulator_version (
     case_id uuid not null,
     number integer not null check (number > 0),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     adverse_event_id uuid not null,
     trial_version integer not null,
     based_on integer not null,
     disclosure_id uuid,
     sealed_report bytea not null,
     made_by text not null,
     made_at timestamptz(3) not null,
     constraint regulator_version_once primary key (case_id, number)
   )`,
  `create table copy_opening (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     case_id uuid not null,
     number integer not null,
     opened_by text not null,
     reason text not null,
     opened_at timestamptz(3) not null
   )`,
  `create table submission (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     case_id uuid not null,
     safety_report_id text not null,
     receiver text not null,
     first_number integer not null,
     queued_by text not null,
     queued_at timestamptz(3) not null,
     constraint submission_once unique (case_id, first_number, receiver)
   )`,
  `create table submission_attempt (
     batch_id uuid primary key,
     submission_id uuid not null references submission (id),
     ordinal integer not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     number integer not null,
     state text not null check (state in ('queued', 'sent', 'acknowledged', 'accepted', 'rejected')),
     sealed_file bytea not null,
     sealed_answers bytea,
     contradicted boolean not null,
     sent_at timestamptz(3),
     constraint submission_attempt_order unique (submission_id, ordinal)
   )`,
  `create table submission_queue (
     batch_id uuid primary key references submission_attempt (batch_id),
     trial_id text not null,
     site_id text not null,
     tries integer not null default 0,
     last_try text,
     next_try_at timestamptz(3) not null
   )`,
  `create index submission_queue_due on submission_queue (next_try_at)`,
  `create table acknowledgement (
     id uuid primary key,
     trial_id text not null,
     came text not null check (came in ('answer', 'file')),
     sealed_text bytea not null,
     received_by text not null,
     received_at timestamptz(3) not null
   )`,
  ...['regulator_version', 'copy_opening', 'submission', 'submission_attempt'].flatMap((table) => siteIsolation(table)),
  ...trialIsolation('acknowledgement'),
  auditTrigger('regulator_version', 'case_id', 'number'),
  auditTrigger('copy_opening'),
  auditTrigger('submission'),
  auditTrigger('submission_attempt', 'batch_id'),
  auditTrigger('acknowledgement'),
  `grant select, insert on regulator_version, copy_opening, submission, submission_attempt, acknowledgement to unblinded`,
  `grant update (state, sealed_answers, contradicted, sent_at) on submission_attempt to unblinded`,
  `grant select, insert, update, delete on submission_queue to unblinded`,
]);
