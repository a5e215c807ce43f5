import { auditTrigger, defineMigration, seeingAllRows, siteIsolation } from '@trial/persistence';

/**
 * Every grading of every result, not only of those that became events; a candidate is refuted for what it said, and a worse
 * result of the same specimen proposes another.
 */
export const ResultGradings0007 = defineMigration(7, 'ResultGradings', [
  `create table result_grading (
     result_id uuid not null,
     criterion text not null,
     result_version integer not null,
     statement integer not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     trial_version integer not null,
     because text not null check (because in ('recorded', 'corrected', 'restated')),
     lowest integer check (lowest between 0 and 4),
     highest integer check (highest between 0 and 4),
     not_gradable text,
     grading jsonb not null,
     stated_at timestamptz(3) not null,
     graded_at timestamptz(3) not null,
     primary key (result_id, criterion, result_version, statement),
     check ((not_gradable is null) = (lowest is not null) and (lowest is null) = (highest is null))
   )`,
  `create index result_grading_participant on result_grading (participant_id, result_id)`,
  ...seeingAllRows(
    ['grade_proposal', 'adverse_event'],
    [
      `insert into result_grading
   select result_id, grading ->> 'criterion', result_version, 0, p.trial_id, p.site_id, p.participant_id, trial_version,
          case result_version when 1 then 'recorded' else 'corrected' end,
          coalesce(grading ->> 'grade', grading ->> 'atLeast')::integer,
          coalesce(grading ->> 'grade', grading ->> 'atMost')::integer,
          grading ->> 'reason', grading, proposed_at, proposed_at
     from grade_proposal p join adverse_event event on event.id = p.adverse_event_id`,
    ],
  ),
  // Their making is in the audit trail of the table they come from.
  `drop table grade_proposal`,
  ...siteIsolation('result_grading'),
  auditTrigger('result_grading', 'result_id', 'criterion', 'result_version', 'statement'),
  `alter table adverse_event drop constraint adverse_event_once_per_result`,
  `create index adverse_event_result on adverse_event (source_result_id, criterion)`,
  `create unique index adverse_event_once_per_result on adverse_event (source_result_id, criterion) where status <> 'refuted'`,
  `create table regrading (
     id uuid primary key,
     adverse_event_id uuid not null references adverse_event (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     result_id uuid not null,
     result_version integer not null,
     criterion text not null,
     statement integer not null,
     lowest integer check (lowest between 0 and 4),
     highest integer check (highest between 0 and 4),
     found_at timestamptz(3) not null,
     answer text check (answer in ('kept', 'revised')),
     settled_by text,
     settled_at timestamptz(3),
     reason text,
     check ((answer is null) = (settled_by is null) and (answer is null) = (settled_at is null))
   )`,
  `create index regrading_event on regrading (adverse_event_id)`,
  ...siteIsolation('regrading'),
  auditTrigger('regrading'),
  `grant select, insert on result_grading to safety`,
  `grant select, insert, update on regrading to safety`,
]);
