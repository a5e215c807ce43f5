import { auditTrigger, defineMigration, seeingAllRows, siteIsolation } from '@trial/persistence';

/**
 * Since when it is known that an event is serious, or is not any more: the audit trail tells it of what is there, and
 * corrections of these moments are followed.
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
     primary key (adverse_event_id, ordinal)
   )`,
  ...seeingAllRows(
    ['adverse_event', 'time_correction'],
    [
      `insert into seriousness_change (adverse_event_id, ordinal, trial_id, site_id, participant_id, serious, known_at)
         select event.id, row_number() over (partition by event.id order by said.id), event.trial_id, event.site_id,
                event.participant_id, said.serious, said.known_at
           from (select id, row_id, after -> 'seriousness' <> '[]' as serious,
                        lag(after -> 'seriousness' <> '[]') over (partition by row_id order by id) as was,
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
    ],
  ),
  ...siteIsolation('seriousness_change'),
  auditTrigger('seriousness_change', 'adverse_event_id', 'ordinal'),
  `grant select, insert on seriousness_change to safety`,
  `grant update (known_at) on seriousness_change to safety`,
]);
