import { auditTrigger, defineMigration, seeingAllRows, trialIsolation } from '@trial/persistence';

/** A clock of the trial is corrected or withdrawn with reason and stays; what was told of a breach is kept. */
export const SponsorClockCorrections0030 = defineMigration(30, 'SponsorClockCorrections', [
  `alter table sponsor_clock
     add column supersedes uuid references sponsor_clock (id),
     add column ended_as text check (ended_as in ('superseded', 'withdrawn')),
     add column ended_at timestamptz(3),
     add column ended_by text,
     add column ended_reason text,
     add constraint sponsor_clock_ended check (num_nulls(ended_as, ended_at, ended_by, ended_reason) in (0, 4))`,
  `create unique index sponsor_clock_superseded_once on sponsor_clock (supersedes)`,
  `drop index sponsor_clock_one_annual`,
  `create unique index sponsor_clock_one_annual on sponsor_clock (trial_id)
     where clock = 'annual-report' and met_at is null and ended_as is null`,
  // No reference to its clock: whoever answers the clock holds its row, and whoever tells of the breach must not wait for them.
  `create table sponsor_clock_breach (
     clock_id uuid primary key,
     trial_id text not null,
     told_at timestamptz(3) not null
   )`,
  ...seeingAllRows(
    ['sponsor_clock'],
    [
      `insert into sponsor_clock_breach (clock_id, trial_id, told_at)
         select clock.id, clock.trial_id, told.settled_at
           from deadline told join sponsor_clock clock on clock.id::text = told.key
          where told.name = 'safety.sponsor-clock-runs-out' and told.status = 'fired'`,
    ],
  ),
  ...trialIsolation('sponsor_clock_breach'),
  auditTrigger('sponsor_clock_breach', 'clock_id'),
  `grant select, insert on sponsor_clock_breach to safety`,
  `grant update (ended_as, ended_at, ended_by, ended_reason) on sponsor_clock to safety`,
]);
