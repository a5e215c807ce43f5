import { auditTrigger, defineMigration } from '@trial/persistence';

/** Whoever may not see every site of a cut sees none of it: what it froze cannot be taken apart again by site. */
const WHOLE = `trial_id = (select current_setting('app.trial', true))
  and sites <@ (select string_to_array(current_setting('app.sites', true), ','))::text[]
  and (select coalesce(current_setting('app.participant', true), '')) = ''`;
const OF_A_CUT = `trial_id = (select current_setting('app.trial', true))
  and exists (select from data_cut cut where cut.id = data_cut_id)`;

/** Data cuts: inserted and read, never changed. */
export const DataCuts0013 = defineMigration(13, 'DataCuts', [
  `create table data_cut (
     id uuid primary key,
     trial_id text not null,
     trial_version integer not null,
     purpose text not null,
     cut_at timestamptz(3) not null,
     sites text[] not null,
     participants integer not null,
     adverse_events integer not null,
     sha256 text not null check (length(sha256) = 64),
     made_by text not null,
     role text not null,
     reason text not null
   )`,
  `create table data_cut_part (
     data_cut_id uuid not null references data_cut (id),
     kind text not null check (kind in ('events', 'forms', 'links', 'participants')),
     ordinal integer not null,
     trial_id text not null,
     last_key text not null,
     content text not null,
     primary key (data_cut_id, kind, ordinal)
   )`,
  ...['data_cut', 'data_cut_part'].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
  ]),
  `create policy every_site on data_cut using (${WHOLE}) with check (${WHOLE})`,
  `create policy of_a_cut on data_cut_part using (${OF_A_CUT}) with check (${OF_A_CUT})`,
  auditTrigger('data_cut'),
  auditTrigger('data_cut_part', 'data_cut_id', 'kind', 'ordinal'),
  `grant select, insert on data_cut, data_cut_part to safety`,
]);
