import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * The ledger: one row per intended message, one per attempt to send it. It names who is written to by role, never by
 * address. The queue holds what is to be tried next, by wall time; like a deadline it carries ids alone and belongs to
 * no site, so that whoever sends finds it.
 */
export const Notices0021 = defineMigration(21, 'Notices', [
  `create table notice (
     id uuid primary key,
     key text not null constraint notice_once unique,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     visit_id uuid not null references visit (id),
     visit_code text not null,
     trial_version integer not null,
     rule text not null,
     about text not null check (about in ('visit', 'forms')),
     recipient text not null,
     step integer not null check (step >= 0),
     channel text not null,
     moment_at timestamptz(3) not null,
     due_at timestamptz(3) not null,
     state text not null check (state in ('planned', 'waiting', 'held', 'sent', 'failed', 'stopped')),
     because text,
     round integer not null check (round > 0),
     attempts integer not null check (attempts >= 0),
     settled_at timestamptz(3),
     acknowledged_at timestamptz(3),
     constraint notice_why check ((state in ('held', 'failed', 'stopped')) = (because is not null)),
     constraint notice_settled check ((state in ('sent', 'failed', 'stopped')) = (settled_at is not null))
   )`,
  `create index notice_of_visit on notice (visit_id)`,
  `create index notice_of_participant on notice (participant_id)`,
  `create index notice_due on notice (trial_id, due_at)`,
  ...siteIsolation('notice'),
  auditTrigger('notice'),
  `grant select, insert, update on notice to scheduling`,
  `create table notice_attempt (
     notice_id uuid not null references notice (id),
     number integer not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     message_id text not null,
     outcome text not null check (outcome in ('in-doubt', 'sent', 'refused', 'deferred', 'unreachable')),
     reply_code integer,
     started_at timestamptz(3) not null,
     ended_at timestamptz(3),
     primary key (notice_id, number),
     constraint notice_attempt_end check ((outcome = 'in-doubt') = (ended_at is null))
   )`,
  ...siteIsolation('notice_attempt'),
  auditTrigger('notice_attempt', 'notice_id', 'number'),
  `grant select, insert, update on notice_attempt to scheduling`,
  `create table notice_queue (
     notice_id uuid primary key references notice (id),
     trial_id text not null,
     site_id text not null,
     channel text not null,
     next_try_at timestamptz not null
   )`,
  `create index notice_queue_next on notice_queue (channel, next_try_at)`,
  `grant select, insert, update, delete on notice_queue to scheduling`,
]);
