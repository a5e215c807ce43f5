import { auditTrigger, defineMigration, trialIsolation } from '@trial/persistence';

/** Who looked at a list (R25), and which stratum was announced to run low when it had how many rows (R15). */
export const ListReadings0012 = defineMigration(12, 'ListReadings', [
  `create table list_reading (
     id uuid primary key,
     trial_id text not null,
     list_id uuid,
     operation text not null,
     read_by text not null,
     role text not null,
     organisation text not null,
     read_at timestamptz(3) not null
   )`,
  `create table list_warning (
     list_id uuid not null references randomisation_list (id),
     stratum text not null,
     rows integer not null check (rows > 0),
     trial_id text not null,
     warned_at timestamptz(3) not null,
     primary key (list_id, stratum, rows)
   )`,
  ...trialIsolation('list_reading'),
  ...trialIsolation('list_warning'),
  auditTrigger('list_reading'),
  auditTrigger('list_warning', 'list_id', 'stratum', 'rows'),
  `grant select, insert on list_reading, list_warning to vault`,
  // As its owner: a handler acts for one site and would count the allocations of no other.
  `create function list_supply(p_list uuid) returns table (stratum text, "rows" integer, used integer)
     language sql stable security definer set search_path = vault, pg_temp as $$
     select place.stratum, count(*)::integer, count(taken.position)::integer
       from list_position place left join allocation taken using (list_id, stratum, position)
      where place.list_id = p_list
      group by place.stratum
   $$`,
  `revoke all on function list_supply(uuid) from public`,
  `grant execute on function list_supply(uuid) to vault`,
]);
