import { auditTrigger, defineMigration, trialIsolation } from '@trial/persistence';

/** Opening the list of a trial: that its database is locked, who opened the list, and who read which part of it. */
export const Unblinding0032 = defineMigration(32, 'Unblinding', [
  `create table database_lock (
     trial_id text primary key,
     locked_at timestamptz(3) not null
   )`,
  `create table trial_unblinding (
     id uuid primary key,
     trial_id text not null references database_lock (trial_id),
     unblinded_by text not null,
     role text not null,
     organisation text not null,
     reason text not null,
     unblinded_at timestamptz(3) not null,
     constraint trial_unblinding_once unique (trial_id)
   )`,
  `create table unblinding_reading (
     id bigint generated always as identity primary key,
     trial_id text not null references trial_unblinding (trial_id),
     rows_after integer not null,
     rows_at_most integer not null,
     read_by text not null,
     role text not null,
     organisation text not null,
     read_at timestamptz(3) not null
   )`,
  ...trialIsolation('database_lock'),
  ...trialIsolation('trial_unblinding'),
  ...trialIsolation('unblinding_reading'),
  auditTrigger('database_lock', 'trial_id'),
  auditTrigger('trial_unblinding'),
  auditTrigger('unblinding_reading'),
  `grant select, insert on database_lock, trial_unblinding, unblinding_reading to vault`,
  `create policy unblinded_trial on allocation for select to vault
     using (trial_id = (select current_setting('app.trial', true))
       and (select current_setting('app.role', true)) in ('list-statistician', 'dsmb-statistician')
       and exists (select from trial_unblinding opened where opened.trial_id = allocation.trial_id))`,
]);
