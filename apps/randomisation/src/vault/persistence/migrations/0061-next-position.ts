import { defineMigration } from '@trial/persistence';

/**
 * The next position in time that does not grow with the list. Looking for the lowest position nobody has walks past all
 * that are taken, under the lock everybody waits for. No position of a stratum is taken before those below it, so the
 * next is the one behind the last taken: one step down the index of each table.
 */
export const NextPosition0061 = defineMigration(61, 'NextPosition', [
  `create or replace function next_position(p_list uuid, p_stratum text) returns integer
     language sql stable set search_path = vault, pg_temp
     return (select free.position from list_position free
              where free.list_id = p_list and free.stratum = p_stratum
                and free.position > coalesce((select taken.position from allocation taken
                  where taken.list_id = p_list and taken.stratum = p_stratum order by taken.position desc limit 1), 0)
              order by free.position limit 1)`,
]);
