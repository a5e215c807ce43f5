import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

export const Participants0002 = defineMigration(2, 'Participants', [
  `create table participant (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     trial_version integer not null,
     sex text not null,
     age_years integer not null,
     anchor_at timestamptz(3),
     ended_at timestamptz(3)
   )`,
  ...siteIsolation('participant', { participant: 'id' }),
  auditTrigger('participant'),
  `grant select, insert, update on participant to lab_biomarker`,
]);
