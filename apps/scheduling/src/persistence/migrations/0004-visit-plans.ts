import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * A plan is made from what is known so far, so a participant's facts come one by one and a visit says what it counts
 * from. Rows from before count from the anchor.
 */
export const VisitPlans0004 = defineMigration(4, 'VisitPlans', [
  `alter table participant
     drop constraint participant_anchor,
     add column participant_code text,
     add column consented_at timestamptz(3),
     add column randomised_at timestamptz(3),
     add column anchor_correction integer not null default 0,
     add column arm text,
     add column screening_failed boolean not null default false,
     add constraint participant_anchor check (anchor_at is null or num_nulls(trial_version, zone) = 0)`,
  `create index participant_of_site on participant (trial_id, site_id, participant_code collate "C")`,
  `alter table visit
     alter column anchor_at drop not null,
     add column phase text not null default 'follow-up'
       check (phase in ('before-treatment', 'treatment', 'follow-up', 'early-termination')),
     add column provisional boolean not null default false,
     add column counted_from text not null default 'anchor',
     add column counted_from_at timestamptz(3),
     drop constraint visit_set_aside,
     add constraint visit_set_aside check (
       kind = 'unscheduled' or (state in ('missed', 'cancelled', 'not-applicable')) = (reason is not null))`,
  `update visit set counted_from_at = anchor_at`,
  `alter table visit
     alter column counted_from_at set not null,
     alter column phase drop default,
     alter column provisional drop default,
     alter column counted_from drop default`,
  `create table follow_up_end (
     trial_id text not null,
     site_id text not null,
     ends_on date not null,
     decided_at timestamptz(3) not null,
     primary key (trial_id, site_id)
   )`,
  ...siteIsolation('follow_up_end', { participant: null }),
  auditTrigger('follow_up_end', 'trial_id', 'site_id'),
  `grant select, insert, update on follow_up_end to scheduling`,
]);
