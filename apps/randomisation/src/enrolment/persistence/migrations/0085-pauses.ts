import { auditTrigger, defineMigration, trialIsolation } from '@trial/persistence';

/** Pauses of a whole trial, and that they were lifted: each is signed and written once, under the lock of allocation. */
export const Pauses0085 = defineMigration(85, 'Pauses', [
  `create table randomisation_pause (
     id uuid primary key,
     trial_id text not null,
     paused_by text not null,
     role text not null,
     organisation text not null,
     reason text not null,
     told_to_sites text not null,
     proposal_ids text[] not null,
     paused_at timestamptz(3) not null
   )`,
  `create table randomisation_pause_lift (
     pause_id uuid primary key references randomisation_pause (id),
     trial_id text not null,
     reason text not null,
     lifted_by text not null,
     role text not null,
     organisation text not null,
     lifted_at timestamptz(3) not null
   )`,
  ...trialIsolation('randomisation_pause'),
  ...trialIsolation('randomisation_pause_lift'),
  auditTrigger('randomisation_pause'),
  auditTrigger('randomisation_pause_lift', 'pause_id'),
  `grant select, insert on randomisation_pause, randomisation_pause_lift to enrolment`,
]);
