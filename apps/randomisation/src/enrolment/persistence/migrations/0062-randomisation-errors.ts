import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Randomisations that should not have happened: written once, and nothing of the randomisation is changed by it. */
export const RandomisationErrors0062 = defineMigration(62, 'RandomisationErrors', [
  `create table randomisation_error (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null references participant (id),
     kind text not null check (kind in ('ineligible', 'consent-missing', 'same-person', 'wrong-stratum', 'other')),
     reason text not null,
     true_levels jsonb,
     recorded_by text not null,
     recorded_at timestamptz(3) not null,
     constraint randomisation_error_once unique (participant_id)
   )`,
  ...siteIsolation('randomisation_error'),
  auditTrigger('randomisation_error'),
  `grant select, insert on randomisation_error to enrolment`,
]);
