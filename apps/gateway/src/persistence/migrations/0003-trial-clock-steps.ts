import { auditTrigger, defineMigration } from '@trial/persistence';

/** Where trial time was stepped to, in order; who and why is in the audit trail. */
export const TrialClockSteps0003 = defineMigration(3, 'TrialClockSteps', [
  `create table trial_clock_step (
     number bigint generated always as identity primary key,
     trial_time timestamptz(3) not null
   )`,
  auditTrigger('trial_clock_step', 'number'),
  'grant select, insert on trial_clock_step to gateway',
]);
