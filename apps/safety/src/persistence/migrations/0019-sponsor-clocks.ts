import { auditTrigger, defineMigration, trialIsolation } from '@trial/persistence';

/** Clocks of the whole trial are the sponsor's: of no site, one row each, with the answer. */
export const SponsorClocks0019 = defineMigration(19, 'SponsorClocks', [
  `create table sponsor_clock (
     id uuid primary key,
     trial_id text not null,
     trial_version integer not null,
     clock text not null check (clock in ('urgent-safety-measure', 'serious-breach', 'benefit-risk', 'annual-report')),
     fact text not null,
     recorded_by text not null,
     recorded_at timestamptz(3) not null,
     started_at timestamptz(3) not null,
     day_zero_on date not null,
     due_on date not null,
     due_at timestamptz(3) not null,
     inputs jsonb not null,
     met_at timestamptz(3),
     met_by text,
     reference text,
     constraint sponsor_clock_answered check (num_nulls(met_at, met_by, reference) in (0, 3))
   )`,
  `create unique index sponsor_clock_one_annual on sponsor_clock (trial_id) where clock = 'annual-report' and met_at is null`,
  ...trialIsolation('sponsor_clock'),
  auditTrigger('sponsor_clock'),
  `grant select, insert, update (met_at, met_by, reference) on sponsor_clock to safety`,
]);
