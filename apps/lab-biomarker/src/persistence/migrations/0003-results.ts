import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * One row per version; the application may add rows and change none. A correction keeps participant, analyte and time
 * of collection, so that first versions alone say whether a result is recorded already.
 */
export const Results0003 = defineMigration(3, 'Results', [
  `create table result (
     id uuid not null,
     version integer not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null constraint result_participant references participant (id),
     trial_version integer not null,
     visit_code text,
     laboratory text,
     method text,
     analyte text not null,
     collected_at timestamptz(3) not null,
     reported jsonb not null,
     limits jsonb,
     position text not null,
     flags jsonb not null,
     recorded_at timestamptz(3) not null,
     recorded_by text not null,
     reason text,
     constraint result_version_once primary key (id, version)
   )`,
  `create unique index result_once on result (participant_id, analyte, collected_at) where version = 1`,
  `create index result_of_participant on result (participant_id, analyte)`,
  ...siteIsolation('result'),
  auditTrigger('result'),
  `grant select, insert on result to lab_biomarker`,
]);
