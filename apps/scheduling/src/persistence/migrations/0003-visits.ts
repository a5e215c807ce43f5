import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * Only what somebody decided or did is stored (S04): no column says open, due or overdue. A participant has each
 * planned visit once, and a visit has an occurrence if and only if it is done.
 */
export const Visits0003 = defineMigration(3, 'Visits', [
  `create table visit (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     trial_version integer not null,
     anchor_at timestamptz(3) not null,
     visit_code text not null,
     kind text not null check (kind in ('scheduled', 'unscheduled')),
     is_primary boolean not null,
     is_last boolean not null,
     target_on date not null,
     target_at timestamptz(3) not null,
     opens_at timestamptz(3) not null,
     closes_at timestamptz(3) not null,
     unit text not null check (unit in ('hours', 'days')),
     zone text not null,
     state text not null check (state in ('planned', 'done', 'missed', 'cancelled', 'not-applicable')),
     planned_for timestamptz(3),
     occurred_at timestamptz(3),
     reason text,
     version integer not null check (version > 0),
     constraint visit_window check (opens_at <= target_at and target_at <= closes_at),
     constraint visit_done check ((state = 'done') = (occurred_at is not null)),
     constraint visit_set_aside check ((state in ('missed', 'cancelled', 'not-applicable')) = (reason is not null))
   )`,
  `create unique index visit_once on visit (participant_id, visit_code) where kind = 'scheduled'`,
  `create index visit_of_participant on visit (participant_id)`,
  `create index visit_to_do on visit (trial_id, opens_at) where state = 'planned'`,
  ...siteIsolation('visit'),
  auditTrigger('visit'),
  `grant select, insert, update on visit to scheduling`,
]);
