import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Which randomisations were made by an envelope while the platform could not be reached, and who entered them later. */
export const DowntimeRandomisations0050 = defineMigration(50, 'DowntimeRandomisations', [
  `create table downtime_randomisation (
     randomisation_id uuid primary key references randomisation (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null references participant (id),
     pack integer not null,
     envelope integer not null,
     reason text not null,
     recorded_by text not null,
     recorded_at timestamptz(3) not null
   )`,
  ...siteIsolation('downtime_randomisation'),
  auditTrigger('downtime_randomisation', 'randomisation_id'),
  `grant select, insert on downtime_randomisation to enrolment`,
]);
