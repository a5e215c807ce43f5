import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** What was drafted stays as it was; a person judges it, or a correction of the visit supersedes it. */
export const Deviations0005 = defineMigration(5, 'Deviations', [
  `create table deviation (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     visit_id uuid not null references visit (id),
     visit_code text not null,
     kind text not null check (kind in ('visit-early', 'visit-late', 'visit-missed', 'evidence-expired')),
     rule text not null,
     trial_version integer not null,
     distance integer check (distance > 0),
     unit text check (unit in ('hours', 'days')),
     drafted_at timestamptz(3) not null,
     state text not null check (state in ('drafted', 'confirmed', 'dismissed', 'superseded')),
     severity text check (severity in ('minor', 'major')),
     judged_by text,
     judged_at timestamptz(3),
     version integer not null check (version > 0),
     constraint deviation_distance check ((kind in ('visit-early', 'visit-late')) = (distance is not null) and num_nulls(distance, unit) in (0, 2)),
     constraint deviation_judged check (num_nulls(judged_by, judged_at) in (0, 2)),
     constraint deviation_confirmed check (state <> 'confirmed' or severity is not null)
   )`,
  `create unique index deviation_once on deviation (visit_id, (kind = 'evidence-expired')) where state <> 'superseded'`,
  `create index deviation_of_trial on deviation (trial_id, drafted_at, id)`,
  ...siteIsolation('deviation'),
  auditTrigger('deviation'),
  `grant select, insert, update on deviation to scheduling`,
]);
