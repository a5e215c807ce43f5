import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * Participants, and per site the last running number given: a counter that only grows, so that no participant code is
 * ever given twice (PV3).
 */
export const Participants0002 = defineMigration(2, 'Participants', [
  `create table running_number (
     trial_id text not null,
     site_id text not null,
     last integer not null check (last > 0),
     primary key (trial_id, site_id)
   )`,
  `create table participant (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     code text not null,
     year_of_birth integer not null,
     sex text not null check (sex in ('female', 'male')),
     status text not null check (status in ('screened', 'consented', 'eligible', 'screen-failed', 'randomised',
       'treated', 'completed', 'withdrawn', 'lost', 'died')),
     screened_on date not null,
     consented_at timestamptz(3),
     trial_version integer,
     randomised_at timestamptz(3),
     randomised_in_error boolean not null,
     treated_at timestamptz(3),
     ended_at timestamptz(3),
     withdrawn_from text[] not null,
     safety_contact text check (safety_contact in ('agreed', 'declined')),
     person_hash text,
     version integer not null,
     constraint participant_code_once unique (trial_id, code),
     constraint participant_person_once unique (trial_id, person_hash)
   )`,
  ...siteIsolation('running_number', { participant: null }),
  ...siteIsolation('participant', { participant: 'id' }),
  auditTrigger('participant'),
  `grant select, insert, update on running_number, participant to enrolment`,
]);
