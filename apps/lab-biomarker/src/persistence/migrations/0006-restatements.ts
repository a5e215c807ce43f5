import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Results that were told again because what they are compared with changed. */
export const Restatements0006 = defineMigration(6, 'Restatements', [
  `create table restatement (
     result_id uuid not null,
     result_version integer not null,
     statement integer not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     baseline_id uuid,
     baseline_version integer,
     restated_at timestamptz(3) not null,
     primary key (result_id, result_version, statement)
   )`,
  ...siteIsolation('restatement'),
  auditTrigger('restatement', 'result_id', 'result_version', 'statement'),
  `grant select, insert on restatement to lab_biomarker`,
]);
