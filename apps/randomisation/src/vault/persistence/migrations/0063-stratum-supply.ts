import { defineMigration } from '@trial/persistence';

/**
 * The supply of one stratum in time that does not grow with the list, because every allocation asks for it. Positions have
 * no gap, so the last one counts the rows; whatever lies behind the next free one and is not set aside is left.
 */
export const StratumSupply0063 = defineMigration(63, 'StratumSupply', [
  `create function stratum_supply(p_list uuid, p_stratum text) returns table (stratum text, "rows" integer, used integer)
     language sql stable security definer set search_path = vault, pg_temp as $$
     with last as (
       select position from list_position where list_id = p_list and stratum = p_stratum order by position desc limit 1
     ), next as (select next_position(p_list, p_stratum) as position)
     select p_stratum, last.position, coalesce(next.position - 1 + (
         select count(*)::integer from reserved_position kept
          where kept.list_id = p_list and kept.stratum = p_stratum and kept.position > next.position
            and kept.ending <> 'returned'), last.position)
       from last, next
   $$`,
  `revoke all on function stratum_supply(uuid, text) from public`,
  `grant execute on function stratum_supply(uuid, text) to vault`,
]);
