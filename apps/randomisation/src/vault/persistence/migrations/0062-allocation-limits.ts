import { auditTrigger, defineMigration, trialIsolation } from '@trial/persistence';

/**
 * What an allocation stops at and what it freezes: strata that are closed, caps, a clock that went back, and the levels
 * it was made on. All of it is decided under the lock of the list, so that none slips past a closing or a cap.
 */
export const AllocationLimits0062 = defineMigration(62, 'AllocationLimits', [
  // Nothing frozen is what trials without factors freeze; the default is for the rows of before alone.
  `alter table allocation add column levels jsonb not null default '{}'`,
  `alter table allocation alter column levels drop default`,
  `create index allocation_in_order on allocation (list_id, sequence)`,
  `create table recruitment_decision (
     id uuid primary key,
     trial_id text not null,
     list_id uuid not null references randomisation_list (id),
     stratum text not null,
     decision text not null check (decision in ('closed', 'reopened')),
     reason text not null,
     decided_by text not null,
     decided_at timestamptz(3) not null,
     sequence bigint generated always as identity
   )`,
  ...trialIsolation('recruitment_decision'),
  auditTrigger('recruitment_decision'),
  `grant select, insert on recruitment_decision to vault`,
  `create function is_closed(p_list uuid, p_stratum text) returns boolean
     language sql stable set search_path = vault, pg_temp
     return coalesce((select decision = 'closed' from recruitment_decision
       where list_id = p_list and stratum = p_stratum order by sequence desc limit 1), false)`,
  `revoke all on function is_closed(uuid, text) from public`,
  `grant execute on function is_closed(uuid, text) to vault`,
  `drop function allocate(text, text, uuid, text, uuid, timestamptz)`,
  `create function allocate(
     p_trial text, p_site text, p_participant uuid, p_stratum text, p_levels jsonb, p_caps jsonb,
     p_allocation uuid, p_at timestamptz
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
     -- Whoever waited for the lock, or has a clock of its own, may be a little behind.
     if p_at < (select allocated_at from allocation where list_id = sealed order by sequence desc limit 1)
               - interval '1 minute' then
       return 'clock-went-back';
     end if;
     if is_closed(sealed, p_stratum) then return 'stratum-closed'; end if;
     -- Counted where the trial has a cap, and nowhere else: everybody waits behind this.
     if p_caps ? 'trial' and (p_caps ->> 'trial')::integer <=
        (select count(*) from allocation where list_id = sealed) then
       return 'trial-full';
     end if;
     if p_caps ? 'perSite' and (p_caps ->> 'perSite')::integer <=
        (select count(*) from allocation where list_id = sealed and site_id = p_site) then
       return 'site-full';
     end if;
     if p_caps ? 'perStratum' and (p_caps ->> 'perStratum')::integer <=
        (select count(*) from allocation where list_id = sealed and stratum = p_stratum) then
       return 'stratum-full';
     end if;
     next := next_position(sealed, p_stratum);
     if next is null then return 'list-exhausted'; end if;
     insert into allocation (id, trial_id, site_id, participant_id, list_id, stratum, levels, position, allocated_at)
       values (p_allocation, p_trial, p_site, p_participant, sealed, p_stratum, p_levels, next, p_at);
     return 'allocated';
   end $$`,
  `revoke all on function allocate(text, text, uuid, text, jsonb, jsonb, uuid, timestamptz) from public`,
  `grant execute on function allocate(text, text, uuid, text, jsonb, jsonb, uuid, timestamptz) to enrolment`,
]);
