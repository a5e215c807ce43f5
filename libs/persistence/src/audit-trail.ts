/**
 * The audit trail (ICH E6(R3) 4.2.2; 21 CFR 11.10(e); trial requirements AT1-AT5): written by the database in the
 * same transaction as the change, append-only for every role, each row carrying its own hash, and closed into a
 * chain of blocks by a sealer so that writers never queue behind the chain.
 *
 * A block is an interval of transaction ids. It ends at `pg_snapshot_xmin`: every transaction below is over, so
 * no row can appear in a sealed interval later, and the next block begins where the last ended, so no row is
 * sealed twice. Nothing is stored per row to say so; the verifier recomputes it.
 */
export const auditTrail = (role: string): string[] => [
  `create table audit_entry (
     id bigint generated always as identity primary key,
     xid xid8 not null,
     at timestamptz(3) not null,
     recorded_at timestamptz not null,
     table_name text not null,
     row_id text not null,
     operation text not null check (operation in ('insert', 'update', 'delete')),
     actor text not null check (actor <> ''),
     role text not null check (role <> ''),
     organisation text not null,
     zone text not null check (zone <> ''),
     reason text not null constraint audit_entry_reason check (operation = 'insert' or length(btrim(reason)) > 1),
     trace text not null,
     cause text not null check (cause <> ''),
     trial_id text not null,
     site_id text not null,
     before jsonb,
     after jsonb,
     hash bytea not null
   )`,
  `create index audit_entry_xid on audit_entry (xid, id)`,
  `create index audit_entry_row on audit_entry (row_id, id)`,
  `alter table audit_entry enable row level security`,
  `create policy site_isolation on audit_entry for select using (
     trial_id = (select current_setting('app.trial', true))
     and (site_id = '' or site_id = any ((select string_to_array(current_setting('app.sites', true), ','))::text[])))`,
  `create function audit_hash(entry audit_entry) returns bytea language sql stable as $$
     select sha256(convert_to(concat_ws(E'\\x1f',
       entry.id, entry.xid,
       to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
       to_char(entry.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
       entry.table_name, entry.row_id, entry.operation, entry.actor, entry.role, entry.organisation, entry.zone,
       entry.reason, entry.trace, entry.cause, entry.trial_id, entry.site_id,
       coalesce(entry.before::text, ''), coalesce(entry.after::text, '')), 'UTF8'))
   $$`,
  `create function write_audit_entry() returns trigger language plpgsql security definer set search_path from current as $$
   declare
     was jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
     is_now jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
     entry audit_entry;
   begin
     if was is not distinct from is_now then return null; end if;
     entry.id := nextval(pg_get_serial_sequence('audit_entry', 'id'));
     entry.xid := pg_current_xact_id();
     entry.at := nullif(current_setting('app.now', true), '')::timestamptz;
     entry.recorded_at := clock_timestamp();
     entry.table_name := tg_table_name;
     entry.row_id := (select string_agg(coalesce(is_now, was) ->> key, '/' order by n) from unnest(tg_argv) with ordinality as t(key, n));
     entry.operation := lower(tg_op);
     entry.actor := coalesce(current_setting('app.actor', true), '');
     entry.role := coalesce(current_setting('app.role', true), '');
     entry.organisation := coalesce(current_setting('app.organisation', true), '');
     entry.zone := coalesce(current_setting('app.zone', true), '');
     entry.reason := coalesce(current_setting('app.reason', true), '');
     entry.trace := coalesce(current_setting('app.trace', true), '');
     entry.cause := coalesce(current_setting('app.cause', true), '');
     entry.trial_id := coalesce(coalesce(is_now, was) ->> 'trial_id', '');
     entry.site_id := coalesce(coalesce(is_now, was) ->> 'site_id', '');
     entry.before := was;
     entry.after := is_now;
     entry.hash := audit_hash(entry);
     insert into audit_entry overriding system value select entry.*;
     return null;
   end $$`,
  `create table audit_block (
     number integer primary key,
     from_xid xid8 not null,
     to_xid xid8 not null check (to_xid > from_xid),
     entries integer not null check (entries > 0),
     merkle_root bytea not null,
     previous_hash bytea not null,
     hash bytea not null,
     sealed_at timestamptz not null
   )`,
  `create function refuse_change() returns trigger language plpgsql as $$
   begin
     raise exception 'the audit trail is append-only: % on % refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
   end $$`,
  ...['audit_entry', 'audit_block'].map(
    (table) =>
      `create trigger append_only before update or delete or truncate on ${table} for each statement execute function refuse_change()`,
  ),
  `create function merkle_root(leaves bytea[]) returns bytea language plpgsql immutable as $$
   declare
     level bytea[] := array(select sha256('\\x00'::bytea || leaf) from unnest(leaves) with ordinality as t(leaf, n) order by n);
     above bytea[];
   begin
     while array_length(level, 1) > 1 loop
       above := '{}';
       for i in 1 .. array_length(level, 1) by 2 loop
         above := above || case when i < array_length(level, 1) then sha256('\\x01'::bytea || level[i] || level[i + 1]) else level[i] end;
       end loop;
       level := above;
     end loop;
     return level[1];
   end $$`,
  `create function seal_audit() returns integer language plpgsql security definer set search_path from current as $$
   declare
     last audit_block;
     block audit_block;
     leaves bytea[];
   begin
     perform pg_advisory_xact_lock(hashtextextended(current_schema || ' seal', 0));
     select * into last from audit_block order by number desc limit 1;
     block.number := coalesce(last.number, 0) + 1;
     block.from_xid := coalesce(last.to_xid, '0'::xid8);
     block.to_xid := pg_snapshot_xmin(pg_current_snapshot());
     block.previous_hash := coalesce(last.hash, sha256(''::bytea));
     leaves := array(select hash from audit_entry where xid >= block.from_xid and xid < block.to_xid order by id);
     if array_length(leaves, 1) is null then return null; end if;
     block.entries := array_length(leaves, 1);
     block.merkle_root := merkle_root(leaves);
     block.sealed_at := clock_timestamp();
     block.hash := sha256(block.previous_hash || block.merkle_root
       || convert_to(concat_ws(' ', block.number, block.from_xid, block.to_xid, block.entries), 'UTF8'));
     insert into audit_block select block.*;
     return block.number;
   end $$`,
  `create function audit_leaves(from_id bigint, many integer)
     returns table (id bigint, xid text, hash bytea, intact boolean)
     language sql stable security definer set search_path from current as $$
     select entry.id, entry.xid::text, entry.hash, entry.hash = audit_hash(entry)
       from audit_entry entry where entry.id > from_id order by entry.id limit many
   $$`,
  `grant select on audit_entry, audit_block to ${role}`,
  `grant execute on function seal_audit(), audit_leaves(bigint, integer) to ${role}`,
];

/** Puts a table under audit. Its key names the row; `trial_id` and `site_id` are recorded where it has them. */
export const auditTrigger = (table: string, ...key: [string, ...string[]] | []): string =>
  `create trigger audit after insert or update or delete on ${table} for each row
     execute function write_audit_entry(${(key.length > 0 ? key : ['id']).map((column) => `'${column}'`).join(', ')})`;
