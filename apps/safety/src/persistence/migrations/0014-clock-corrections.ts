import { auditTrigger, defineMigration, seeingAllRows, siteIsolation } from '@trial/persistence';

/**
 * The first awareness of an event stays when it is revised; moments that clocks go by are corrected with reason; what was told
 * of a breach is kept.
 */
export const ClockCorrections0014 = defineMigration(14, 'ClockCorrections', [
  `alter table adverse_event add column learned_at timestamptz(3)`,
  `create table time_correction (
     id uuid primary key,
     adverse_event_id uuid not null references adverse_event (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     what text not null check (what in ('awareness', 'receipt')),
     previous timestamptz(3) not null,
     corrected timestamptz(3) not null,
     reason text not null,
     corrected_by text not null,
     corrected_at timestamptz(3) not null
   )`,
  `create index time_correction_event on time_correction (adverse_event_id, corrected_at)`,
  // No reference to its clock: whoever answers the clock holds its row, and whoever tells of the breach must not wait for them.
  `create table clock_breach (
     clock_id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     told_at timestamptz(3) not null
   )`,
  ...seeingAllRows(
    ['adverse_event', 'reporting_clock'],
    [
      // Until now a revision wrote over the first awareness; the audit trail has it, and will say who put it back.
      `select set_config('app.' || setting, value, true)
         from (values ('actor', 'migration'), ('role', 'migration'), ('cause', 'migration'), ('trace', 'migration'),
                ('zone', 'UTC'), ('now', now()::text),
                ('reason', 'the first awareness is restored: revisions wrote over it')) said (setting, value)`,
      `update adverse_event event set learned_at = event.aware_at, aware_at = first.aware_at
         from (select distinct on (row_id) row_id, (after ->> 'aware_at')::timestamptz as aware_at from audit_entry
                where table_name = 'adverse_event' and after ->> 'aware_at' is not null order by row_id, id) first
        where first.row_id = event.id::text and event.aware_at <> first.aware_at`,
      `select set_config('app.' || setting, '', true)
         from unnest('{actor,role,cause,trace,zone,now,reason}'::text[]) setting`,
      `insert into clock_breach (clock_id, trial_id, site_id, participant_id, told_at)
         select clock.id, clock.trial_id, clock.site_id, clock.participant_id, told.settled_at
           from deadline told join reporting_clock clock on clock.id::text = told.key
          where told.name = 'safety.reporting-clock-runs-out' and told.status = 'fired'`,
    ],
  ),
  ...['time_correction', 'clock_breach'].flatMap((table) => siteIsolation(table)),
  auditTrigger('time_correction'),
  auditTrigger('clock_breach', 'clock_id'),
  `grant select, insert on time_correction, clock_breach to safety`,
  `grant update (received_at) on sponsor_receipt to safety`,
]);
