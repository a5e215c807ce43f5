import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * Allocations and disclosures. An allocation is written by one function, which the enrolment module may call inside
 * its own transaction and which tells it one word; neither application role may insert, change or remove one.
 *
 * The function runs as `vault_owner` and the tables force row-level security on their owner too: the list is found by
 * the trial of the caller's transaction, the new row must belong to one of the caller's sites, and a policy of the
 * owner's own lets it see which positions the other sites have taken.
 */
export const Allocations0003 = defineMigration(3, 'Allocations', [
  `create table allocation (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     list_id uuid not null,
     stratum text not null,
     position integer not null,
     -- The order in which allocations were made, counted apart from the positions: verification compares the two.
     sequence bigint generated always as identity,
     allocated_at timestamptz(3) not null,
     constraint allocation_position_once unique (list_id, stratum, position),
     constraint allocation_participant_once unique (trial_id, participant_id),
     constraint allocation_on_list foreign key (list_id, stratum, position) references list_position
   )`,
  `create table disclosure (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     allocation_id uuid not null references allocation (id),
     disclosed_to text not null,
     role text not null,
     organisation text not null,
     reason text not null,
     disclosed_at timestamptz(3) not null
   )`,
  `create index disclosure_participant on disclosure (participant_id)`,
  ...siteIsolation('allocation'),
  ...siteIsolation('disclosure'),
  `create policy taken_positions on allocation for select to vault_owner
     using (trial_id = (select current_setting('app.trial', true)))`,
  `create policy verification on allocation for select to vault
     using (trial_id = (select current_setting('app.trial', true))
       and (select current_setting('app.role', true)) = 'list-statistician')`,
  auditTrigger('allocation'),
  auditTrigger('disclosure'),
  `grant select on allocation to vault`,
  `grant select, insert on disclosure to vault`,
  // The one place that says which position is next; whatever sets positions aside replaces this function alone.
  `create function next_position(p_list uuid, p_stratum text) returns integer
     language sql stable set search_path = vault, pg_temp
     return (select min(free.position) from list_position free
              where free.list_id = p_list and free.stratum = p_stratum
                and not exists (select from allocation taken
                  where taken.list_id = p_list and taken.stratum = p_stratum and taken.position = free.position))`,
  `revoke all on function next_position(uuid, text) from public`,
  `create function allocate(
     p_trial text, p_site text, p_participant uuid, p_stratum text, p_allocation uuid, p_at timestamptz
   ) returns text language plpgsql security definer set search_path = vault, pg_temp as $$
   declare
     sealed uuid;
     next integer;
   begin
     select list.id into sealed from randomisation_list list
      where list.trial_id = p_trial and list.status = 'sealed' for update;
     if sealed is null then return 'no-sealed-list'; end if;
     if exists (select from allocation where trial_id = p_trial and participant_id = p_participant) then
       return 'already-allocated';
     end if;
     next := next_position(sealed, p_stratum);
     if next is null then return 'list-exhausted'; end if;
     insert into allocation (id, trial_id, site_id, participant_id, list_id, stratum, position, allocated_at)
       values (p_allocation, p_trial, p_site, p_participant, sealed, p_stratum, next, p_at);
     return 'allocated';
   end $$`,
  `revoke all on function allocate(text, text, uuid, text, uuid, timestamptz) from public`,
  `grant usage on schema vault to enrolment`,
  `grant execute on function allocate(text, text, uuid, text, uuid, timestamptz) to enrolment`,
]);
