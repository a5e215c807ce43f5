import { auditTrigger, defineMigration, seeingAllRows, siteIsolation } from '@trial/persistence';

/** Each clock says which version of the trial decided it, and from what; new information has a day 0 of its own. */
export const ClockInputs0009 = defineMigration(9, 'ClockInputs', [
  `alter table reporting_clock add column trial_version integer, add column inputs jsonb`,
  ...seeingAllRows(
    ['reporting_clock', 'adverse_event'],
    [
      `alter table reporting_clock disable trigger audit`,
      `update reporting_clock set trial_version = event.trial_version, inputs = '{}' from adverse_event event
    where event.id = reporting_clock.adverse_event_id`,
      `alter table reporting_clock enable trigger audit`,
    ],
  ),
  `alter table reporting_clock alter column trial_version set not null, alter column inputs set not null`,
  `create table follow_up (
     id uuid primary key,
     adverse_event_id uuid not null references adverse_event (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     received_at timestamptz(3) not null,
     information text not null,
     received_by text not null,
     recorded_at timestamptz(3) not null
   )`,
  ...siteIsolation('follow_up'),
  auditTrigger('follow_up'),
  `grant select, insert on follow_up to safety`,
]);
