import { defineMigration } from '@trial/persistence';

/** The allocations of all sites that one of them may follow from, for the vault alone: it opens no row by itself. */
export const AllocationsUpTo0013 = defineMigration(13, 'AllocationsUpTo', [
  `create function allocations_up_to(p_list uuid, p_allocation uuid) returns setof allocation
     language sql stable security definer set search_path = vault, pg_temp as $$
     select before.* from allocation before
       join allocation one on one.id = p_allocation and one.list_id = p_list
      where before.list_id = p_list and before.sequence <= one.sequence
   $$`,
  `revoke all on function allocations_up_to(uuid, uuid) from public`,
  `grant execute on function allocations_up_to(uuid, uuid) to vault`,
]);
