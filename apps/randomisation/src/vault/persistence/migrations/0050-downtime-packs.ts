import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * Downtime packs: rows of the sealed list that are set aside for one site, their sealed envelopes, and which of them the
 * pharmacy proved to have opened. Codes are in no table. Statisticians see the packs of all sites.
 */
export const DowntimePacks0050 = defineMigration(50, 'DowntimePacks', [
  `create table downtime_pack (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     number integer not null check (number > 0),
     list_id uuid not null references randomisation_list (id),
     status text not null check (status in ('open', 'closed')),
     issued_by text not null,
     issued_at timestamptz(3) not null,
     codes_shown_to text,
     codes_shown_at timestamptz(3),
     reconciled_by text,
     reconciled_at timestamptz(3),
     closed_by text,
     closed_at timestamptz(3),
     constraint downtime_pack_number unique (trial_id, number)
   )`,
  `create unique index downtime_pack_open_once on downtime_pack (trial_id, site_id) where status = 'open'`,
  `create table reserved_position (
     pack_id uuid not null references downtime_pack (id),
     envelope integer not null check (envelope > 0),
     trial_id text not null,
     site_id text not null,
     list_id uuid not null,
     stratum text not null,
     position integer not null,
     ending text not null check (ending in ('set-aside', 'used', 'retired', 'returned')),
     retired_for text check (retired_for in ('opened-unused', 'statements-differ', 'passed-over')),
     read_out boolean,
     primary key (pack_id, envelope),
     constraint reserved_position_on_list foreign key (list_id, stratum, position) references list_position,
     constraint reserved_position_retired_for check ((ending = 'retired') = (retired_for is not null)),
     constraint reserved_position_read_out check ((ending = 'set-aside') = (read_out is null))
   )`,
  // A row that came back may be set aside again; any other is in one pack for good.
  `create unique index reserved_position_once on reserved_position (list_id, stratum, position) where ending <> 'returned'`,
  `create table downtime_envelope (
     pack_id uuid not null,
     envelope integer not null,
     trial_id text not null,
     site_id text not null,
     salt bytea not null,
     sealed bytea not null,
     primary key (pack_id, envelope),
     constraint downtime_envelope_reserved foreign key (pack_id, envelope) references reserved_position
   )`,
  `create table downtime_opening (
     pack_id uuid not null,
     envelope integer not null,
     trial_id text not null,
     site_id text not null,
     true_to_list boolean not null,
     shown_by text not null,
     shown_at timestamptz(3) not null,
     primary key (pack_id, envelope),
     constraint downtime_opening_of foreign key (pack_id, envelope) references downtime_envelope
   )`,
  ...(
    [
      ['downtime_pack', 'id'],
      ['reserved_position', 'pack_id', 'envelope'],
      ['downtime_envelope', 'pack_id', 'envelope'],
      ['downtime_opening', 'pack_id', 'envelope'],
    ] as const
  ).flatMap(([table, ...key]) => [
    ...siteIsolation(table, { participant: null }),
    `create policy statistician on ${table} to vault
       using (trial_id = (select current_setting('app.trial', true))
         and (select current_setting('app.role', true)) = 'list-statistician')`,
    auditTrigger(table, ...key),
    `grant select, insert on ${table} to vault`,
  ]),
  `create policy set_aside on reserved_position for select to vault_owner
     using (trial_id = (select current_setting('app.trial', true)))`,
  `grant update (status, codes_shown_to, codes_shown_at, reconciled_by, reconciled_at, closed_by, closed_at)
     on downtime_pack to vault`,
  `grant update (ending, retired_for, read_out) on reserved_position to vault`,

  // The next free positions of a stratum, in order. Outside of packs every position follows all that were given before, so
  // the search begins behind the last one; rows that are set aside, or were and did not come back, are nobody's next.
  `create function free_positions(p_list uuid, p_stratum text, p_count integer) returns setof integer
     language sql stable set search_path = vault, pg_temp
     begin atomic
       select free.position from list_position free
        where free.list_id = p_list and free.stratum = p_stratum
          and free.position > coalesce((
            select given.position from allocation given
             where given.list_id = p_list and given.stratum = p_stratum
               and not exists (select from reserved_position kept
                 where kept.list_id = p_list and kept.stratum = p_stratum and kept.position = given.position
                   and kept.ending <> 'returned')
             order by given.position desc limit 1), 0)
          and not exists (select from reserved_position kept
            where kept.list_id = p_list and kept.stratum = p_stratum and kept.position = free.position
              and kept.ending <> 'returned')
        order by free.position limit p_count;
     end`,
  `revoke all on function free_positions(uuid, text, integer) from public`,
  `grant execute on function free_positions(uuid, text, integer) to vault`,
  `create or replace function next_position(p_list uuid, p_stratum text) returns integer
     language sql stable set search_path = vault, pg_temp
     return (select next from free_positions(p_list, p_stratum, 1) next)`,

  // A row in a pack that did not come back is spent for whoever comes next: the list runs low with it.
  `create or replace function list_supply(p_list uuid) returns table (stratum text, "rows" integer, used integer)
     language sql stable security definer set search_path = vault, pg_temp as $$
     select place.stratum, count(*)::integer, count(*) filter (where taken.position is not null or kept.position is not null)::integer
       from list_position place
       left join allocation taken using (list_id, stratum, position)
       left join reserved_position kept on kept.list_id = place.list_id and kept.stratum = place.stratum
         and kept.position = place.position and kept.ending <> 'returned'
      where place.list_id = p_list
      group by place.stratum
   $$`,

  // What allocate is for the next row: the row of one envelope, for a participant who was randomised by it.
  `create function allocate_reserved(
     p_trial text, p_site text, p_participant uuid, p_stratum text, p_levels jsonb,
     p_pack integer, p_envelope integer, p_allocation uuid, p_at timestamptz
   ) returns text language plpgsql security definer set search_path = vault, pg_temp as $$
   declare
     sealed uuid;
     pack downtime_pack;
     reserved reserved_position;
   begin
     select list.id into sealed from randomisation_list list
      where list.trial_id = p_trial and list.status = 'sealed' for update;
     if sealed is null then return 'no-sealed-list'; end if;
     select * into pack from downtime_pack
      where trial_id = p_trial and site_id = p_site and number = p_pack and codes_shown_at is not null;
     if pack.id is null then return 'pack-unknown'; end if;
     if pack.status = 'closed' then return 'pack-closed'; end if;
     if p_at < pack.issued_at then return 'before-pack'; end if;
     if exists (select from allocation where trial_id = p_trial and participant_id = p_participant) then
       return 'already-allocated';
     end if;
     select * into reserved from reserved_position where pack_id = pack.id and envelope = p_envelope;
     if reserved.pack_id is null then return 'envelope-unknown'; end if;
     if reserved.stratum <> p_stratum then return 'envelope-not-of-stratum'; end if;
     if exists (select from allocation where list_id = reserved.list_id and stratum = reserved.stratum
                  and position = reserved.position) then
       return 'envelope-taken';
     end if;
     -- What happened is recorded even when it happened out of order; but then the code is shown first.
     if not exists (select from downtime_opening where pack_id = pack.id and envelope = p_envelope)
        and exists (select from reserved_position earlier
          where earlier.pack_id = pack.id and earlier.stratum = p_stratum and earlier.envelope < p_envelope
            and not exists (select from downtime_opening where pack_id = pack.id and envelope = earlier.envelope)
            and not exists (select from allocation held where held.list_id = earlier.list_id
              and held.stratum = earlier.stratum and held.position = earlier.position)) then
       return 'envelope-out-of-order';
     end if;
     insert into allocation (id, trial_id, site_id, participant_id, list_id, stratum, levels, position, allocated_at)
       values (p_allocation, p_trial, p_site, p_participant, reserved.list_id, reserved.stratum, p_levels,
         reserved.position, p_at);
     return 'allocated';
   end $$`,
  `revoke all on function allocate_reserved(text, text, uuid, text, jsonb, integer, integer, uuid, timestamptz) from public`,
  `grant execute on function allocate_reserved(text, text, uuid, text, jsonb, integer, integer, uuid, timestamptz)
     to enrolment`,
]);
