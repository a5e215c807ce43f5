import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** What pharmacovigilance works on: the clocks it must answer, and the assessments it has closed. */
export const ExpeditedAssessments0002 = defineMigration(2, 'ExpeditedAssessments', [
  `create table expedited_clock (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     adverse_event_id uuid not null,
     clock text not null,
     due_at timestamptz(3) not null
   )`,
  `create table expedited_assessment (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     adverse_event_id uuid not null,
     clock_id uuid not null constraint expedited_assessment_once unique,
     closed_by text not null,
     closed_at timestamptz(3) not null
   )`,
  ...['expedited_clock', 'expedited_assessment'].flatMap((table) => [...siteIsolation(table), auditTrigger(table)]),
  `grant select, insert on expedited_clock, expedited_assessment to unblinded`,
]);
