import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** What those who withdrew answered when they were asked about safety contact again: each is written once and stays. */
export const SafetyContactAnswers0092 = defineMigration(92, 'SafetyContactAnswers', [
  `create table safety_contact_answer (
     participant_id uuid not null references participant (id),
     answer integer not null check (answer > 1),
     trial_id text not null,
     site_id text not null,
     safety_contact text not null check (safety_contact in ('agreed', 'declined')),
     answered_at timestamptz(3) not null,
     agreed_since timestamptz(3),
     reason text not null,
     recorded_by text not null,
     recorded_at timestamptz(3) not null,
     primary key (participant_id, answer),
     constraint safety_contact_answer_since check ((safety_contact = 'agreed') = (agreed_since is not null))
   )`,
  ...siteIsolation('safety_contact_answer'),
  auditTrigger('safety_contact_answer', 'participant_id', 'answer'),
  `grant select, insert on safety_contact_answer to enrolment`,
]);
