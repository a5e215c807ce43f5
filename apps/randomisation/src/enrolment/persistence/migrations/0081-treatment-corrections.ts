import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Times of treatment that were wrong: what stood there before stays, written once. */
export const TreatmentCorrections0081 = defineMigration(81, 'TreatmentCorrections', [
  `create table treatment_correction (
     participant_id uuid not null references participant (id),
     correction integer not null check (correction > 0),
     trial_id text not null,
     site_id text not null,
     administration_id uuid not null,
     previous_anchor_at timestamptz(3) not null,
     anchor_at timestamptz(3) not null,
     reason text not null,
     corrected_by text not null,
     corrected_at timestamptz(3) not null,
     primary key (participant_id, correction)
   )`,
  ...siteIsolation('treatment_correction'),
  auditTrigger('treatment_correction', 'participant_id', 'correction'),
  `grant select, insert on treatment_correction to enrolment`,
  `grant update (started_at, ended_at) on administration to enrolment`,
  `grant update (given_at) on injection to enrolment`,
]);
