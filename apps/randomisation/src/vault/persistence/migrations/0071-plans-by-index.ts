import { defineMigration } from '@trial/persistence';

/**
 * What runs while everybody waits behind the list goes by indices, however many were randomised. Two things stood against
 * it. A session keeps the plan it made while a table was small, until statistics are gathered, which in a busy hour is too
 * late: so plans that read all of it and sort are ruled out. And under row-level security a condition reaches an index only
 * when nothing in it could leak, which `coalesce` is not trusted with: so it stands inside the question behind which the
 * search begins.
 */
export const PlansByIndex0071 = defineMigration(71, 'PlansByIndex', [
  `create or replace function free_positions(p_list uuid, p_stratum text, p_count integer) returns setof integer
     language sql stable set search_path = vault, pg_temp
     begin atomic
       select free.position from list_position free
        where free.list_id = p_list and free.stratum = p_stratum
          and free.position > (select coalesce((
            select given.position from allocation given
             where given.list_id = p_list and given.stratum = p_stratum
               and not exists (select from reserved_position kept
                 where kept.list_id = p_list and kept.stratum = p_stratum and kept.position = given.position
                   and kept.ending <> 'returned')
             order by given.position desc limit 1), 0))
          and not exists (select from reserved_position kept
            where kept.list_id = p_list and kept.stratum = p_stratum and kept.position = free.position
              and kept.ending <> 'returned')
        order by free.position limit p_count;
     end`,
  ...[
    'allocate(text, text, uuid, text, jsonb, jsonb, uuid, timestamptz)',
    'allocate_reserved(text, text, uuid, text, jsonb, integer, integer, uuid, timestamptz)',
    'stratum_supply(uuid, text)',
  ].flatMap((signature) =>
    ['seqscan', 'bitmapscan', 'sort'].map((plan) => `alter function ${signature} set enable_${plan} = off`),
  ),
]);
