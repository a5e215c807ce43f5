import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** That somebody randomised will not be treated, and that this was taken back: each is written once and stays. */
export const TreatmentDecisions0084 = defineMigration(84, 'TreatmentDecisions', [
  `alter table participant
     add column treatment_ruled_out_at timestamptz(3),
     add constraint participant_ruled_out check (
       treatment_ruled_out_at is null or (randomised_at is not null and treated_at is null))`,
  `create table treatment_decision (
     participant_id uuid not null references participant (id),
     decision integer not null check (decision > 0),
     trial_id text not null,
     site_id text not null,
     treatment text not null check (treatment in ('ruled-out', 'expected')),
     cause text check (cause in ('participant-declined', 'medical-reason', 'product-unavailable', 'other')),
     decided_at timestamptz(3) not null,
     reason text not null,
     recorded_by text not null,
     recorded_at timestamptz(3) not null,
     primary key (participant_id, decision),
     constraint treatment_decision_cause check ((treatment = 'ruled-out') = (cause is not null))
   )`,
  ...siteIsolation('treatment_decision'),
  auditTrigger('treatment_decision', 'participant_id', 'decision'),
  `grant select, insert on treatment_decision to enrolment`,
]);
