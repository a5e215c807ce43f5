import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Clocks never change their times; a corrected or upgraded one is another row. */
export const ReportingClocks0004 = defineMigration(4, 'ReportingClocks', [
  `create table reporting_clock (
     id uuid primary key,
     adverse_event_id uuid not null references adverse_event (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     clock text not null check (clock in ('sae-to-sponsor', 'susar-fatal', 'susar-completion', 'susar-other')),
     basis text not null,
     started_at timestamptz(3) not null,
     day_zero_on date,
     due_on date,
     due_at timestamptz(3) not null,
     status text not null check (status in ('running', 'met', 'superseded')),
     met_at timestamptz(3),
     supersedes uuid,
     reason text
   )`,
  `create unique index reporting_clock_runs_once on reporting_clock (adverse_event_id, clock) where status = 'running'`,
  ...siteIsolation('reporting_clock'),
  auditTrigger('reporting_clock'),
  `grant select, insert, update on reporting_clock to safety`,
]);
