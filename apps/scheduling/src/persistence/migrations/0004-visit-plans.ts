import { auditTrigger, defineMigration, seeingAllRows, siteIsolation } from '@trial/persistence';

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
     add column expired_evidence jsonb,
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
  ...seeingAllRows(
    ['visit'],
    [
      // A column that says in words what held before is nobody's change: the audit trail has no line of it.
      `alter table visit disable trigger audit`,
      `update visit set counted_from_at = anchor_at`,
      `alter table visit enable trigger audit`,
    ],
  ),
  `alter table visit
     alter column counted_from_at set not null,
     alter column phase drop default,
     alter column provisional drop default,
     alter column counted_from drop default`,
  `create table plan_change (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     visit_id uuid not null references visit (id),
     visit_code text not null,
     change text not null check (change in ('added', 'moved', 'dropped')),
     because text not null,
     trial_version integer not null,
     before jsonb,
     after jsonb,
     changed_at timestamptz(3) not null,
     constraint plan_change_windows check ((change = 'added') = (before is null) and (change = 'dropped') = (after is null))
   )`,
  `create index plan_change_of_participant on plan_change (participant_id, id)`,
  ...siteIsolation('plan_change'),
  auditTrigger('plan_change'),
  `grant select, insert on plan_change to scheduling`,
  `create table given_dose (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     visit_code text not null,
     given_at timestamptz(3) not null
   )`,
  `create index given_dose_of_participant on given_dose (participant_id)`,
  ...siteIsolation('given_dose'),
  auditTrigger('given_dose'),
  `grant select, insert on given_dose to scheduling`,
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
