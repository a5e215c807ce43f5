import { defineMigration } from '@trial/persistence';

/**
 * Lets enrolment take the lock that every allocation of a trial takes, without allocating: a pause is written under it. It tells
 * when the last allocation was, which enrolment knows of each site, and nothing of what it was.
 */
export const HoldAllocations0085 = defineMigration(85, 'HoldAllocations', [
  `create function hold_allocations(p_trial text, out sealed boolean, out last_at timestamptz)
   language plpgsql security definer set search_path = vault, pg_temp as $$
   declare
     list uuid;
   begin
     select held.id into list from randomisation_list held
      where held.trial_id = p_trial and held.status = 'sealed' for update;
     sealed := list is not null;
     select max(given.allocated_at) into last_at from allocation given where given.trial_id = p_trial;
   end $$`,
  `revoke all on function hold_allocations(text) from public`,
  `grant execute on function hold_allocations(text) to enrolment`,
]);
