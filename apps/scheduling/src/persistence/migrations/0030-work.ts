import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * Things to do, and of each participant the code people know them by and the end of participation. A thing may be settled
 * before it is known to be one; no column says due or overdue (S04). What is to be done is found by site and due time
 * alone, in the order it is shown, however much is settled.
 */
export const Work0030 = defineMigration(30, 'Work', [
  `create table work_participant (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null check (participant_id = id),
     code text,
     ended_at timestamptz(3)
   )`,
  `create table work_item (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     rule text,
     what text,
     trial_version integer,
     begun_at timestamptz(3),
     due_at timestamptz(3),
     visit_id uuid,
     visit_code text,
     adverse_event_id uuid,
     clock_id uuid,
     ended_at timestamptz(3),
     ended_by text,
     constraint work_item_begun check (num_nulls(rule, what, trial_version, begun_at, due_at) in (0, 5)),
     constraint work_item_ended check (num_nulls(ended_at, ended_by) in (0, 2)),
     constraint work_item_known check (begun_at is not null or ended_at is not null)
   )`,
  `create index work_to_do on work_item (trial_id, site_id, due_at, id) where begun_at is not null and ended_at is null`,
  `create index work_of_participant on work_item (participant_id) where begun_at is not null and ended_at is null`,
  ...['work_participant', 'work_item'].flatMap((table) => [
    ...siteIsolation(table),
    auditTrigger(table),
    `grant select, insert, update on ${table} to scheduling`,
  ]),
]);
