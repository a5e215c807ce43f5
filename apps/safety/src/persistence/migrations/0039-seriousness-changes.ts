import { auditTrigger, defineMigration, seeingAllRows, siteIsolation } from '@trial/persistence';

const knownToBeMild = `not coalesce(
  (select serious from seriousness_change where adverse_event_id = event.id and known_at <= receipt.received_at
    order by ordinal desc limit 1),
  (select not serious from seriousness_change where adverse_event_id = event.id order by ordinal limit 1),
  event.seriousness <> '{}')`;

const recordedAsMild = `(
  select after -> 'seriousness' = '[]' from audit_entry
   where table_name = 'adverse_event' and row_id = event.id::text
     and id < (select min(id) from audit_entry where table_name = 'sponsor_receipt' and row_id = event.id::text)
   order by id desc limit 1)`;

/**
 * Since when it is known that an event is serious, or is not any more: the audit trail tells it of what is there, and
 * corrections of these moments are followed. What the sponsor took in for its interest while it was not serious, as the site
 * knew it or had recorded it, was no receipt of a serious event, unless days were counted from it.
 */
export const SeriousnessChanges0039 = defineMigration(39, 'SeriousnessChanges', [
  `create table seriousness_change (
     adverse_event_id uuid not null references adverse_event (id),
     ordinal integer not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     serious boolean not null,
     known_at timestamptz(3) not null,
     criteria text[] not null,
     primary key (adverse_event_id, ordinal)
   )`,
  ...seeingAllRows(
    ['adverse_event', 'time_correction', 'special_interest', 'reporting_clock', 'sponsor_receipt'],
    [
      `insert into seriousness_change (adverse_event_id, ordinal, trial_id, site_id, participant_id, serious, known_at, criteria)
         select event.id, row_number() over (partition by event.id order by said.id), event.trial_id, event.site_id,
                event.participant_id, said.serious, said.known_at, array(select jsonb_array_elements_text(said.criteria))
           from (select id, row_id, after -> 'seriousness' <> '[]' as serious,
                        lag(after -> 'seriousness' <> '[]') over (partition by row_id order by id) as was,
                        lag(after -> 'seriousness') over (partition by row_id order by id) as criteria,
                        coalesce(after ->> 'learned_at', after ->> 'aware_at')::timestamptz as known_at
                   from audit_entry where table_name = 'adverse_event' and after ->> 'status' = 'confirmed') said
           join adverse_event event on event.id::text = said.row_id
          where said.serious <> said.was`,
      `do $$ declare correction time_correction; begin
         for correction in select * from time_correction where what = 'awareness' order by corrected_at, id loop
           update seriousness_change set known_at = correction.corrected
            where adverse_event_id = correction.adverse_event_id and serious and known_at = correction.previous;
         end loop;
       end $$`,
      `alter table sponsor_receipt disable trigger audit`,
      `update sponsor_receipt receipt set serious = false from adverse_event event
        where event.id = receipt.adverse_event_id and receipt.serious
          and exists (select from special_interest where adverse_event_id = event.id and to_sponsor = 'always')
          and not exists (select from reporting_clock where adverse_event_id = event.id and clock like 'susar-%')
          and not exists (select from sponsor_receipt other where other.adverse_event_id = event.id and not other.serious)
          and (${knownToBeMild} or ${recordedAsMild})`,
      `alter table sponsor_receipt enable trigger audit`,
    ],
  ),
  ...siteIsolation('seriousness_change'),
  auditTrigger('seriousness_change', 'adverse_event_id', 'ordinal'),
  `grant select, insert on seriousness_change to safety`,
  `grant update (known_at) on seriousness_change to safety`,
]);
