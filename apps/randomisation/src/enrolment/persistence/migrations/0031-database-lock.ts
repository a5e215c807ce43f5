import { auditTrigger, defineMigration, trialIsolation } from '@trial/persistence';

/**
 * The signatures that lock the database of a trial. Whoever signs sees some sites, and the lock is about all: one function
 * counts for them across sites, and tells a number.
 */
export const DatabaseLock0031 = defineMigration(31, 'DatabaseLock', [
  `create table database_lock_signature (
     id uuid primary key,
     trial_id text not null,
     signed_by text not null,
     role text not null check (role in ('data-manager', 'monitor')),
     organisation text not null,
     meaning text not null,
     reason text not null,
     signed_at timestamptz(3) not null,
     constraint database_lock_signature_once unique (trial_id, role),
     constraint database_lock_signature_person unique (trial_id, signed_by)
   )`,
  ...trialIsolation('database_lock_signature'),
  auditTrigger('database_lock_signature'),
  `grant select, insert on database_lock_signature to enrolment`,
  `create policy counted_for_the_lock on participant for select to enrolment_owner
     using (trial_id = (select current_setting('app.trial', true)))`,
  `create function participants_of_trial(p_statuses text[]) returns integer
     language sql stable security definer set search_path = enrolment, pg_temp
     return (select count(*)::integer from participant where status = any (p_statuses))`,
  `revoke all on function participants_of_trial(text[]) from public`,
  `grant execute on function participants_of_trial(text[]) to enrolment`,
]);
