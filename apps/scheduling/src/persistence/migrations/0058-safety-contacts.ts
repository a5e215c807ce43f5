import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * Whoever withdrew after treatment and agreed to it is contacted in the place of each visit; what was tried is only added to. No
 * words about a person are kept: why an attempt was corrected is about the record.
 */
export const SafetyContacts0058 = defineMigration(58, 'SafetyContacts', [
  `alter table participant
     add column withdrawn_at timestamptz(3),
     add column safety_contact_answer integer not null default 0,
     add column safety_contact_since timestamptz(3)`,
  `create table safety_contact (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     trial_version integer not null,
     visit_code text not null,
     target_at timestamptz(3) not null,
     opens_at timestamptz(3) not null,
     closes_at timestamptz(3) not null,
     unit text not null check (unit in ('hours', 'days')),
     state text not null check (state in ('planned', 'reached', 'not-reached', 'cancelled')),
     reason text check (reason in ('declined', 'died', 'no-longer-planned')),
     round integer not null check (round > 0),
     version integer not null check (version > 0),
     constraint safety_contact_once unique (participant_id, visit_code),
     constraint safety_contact_window check (opens_at <= target_at and target_at <= closes_at),
     constraint safety_contact_cancelled check ((state = 'cancelled') = (reason is not null))
   )`,
  `create table safety_contact_attempt (
     contact_id uuid not null references safety_contact (id),
     attempt integer not null check (attempt > 0),
     revision integer not null check (revision > 0),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     outcome text not null check (outcome in ('reached', 'not-reached')),
     contacted_at timestamptz(3) not null,
     reason text,
     recorded_by text not null,
     recorded_at timestamptz(3) not null,
     primary key (contact_id, attempt, revision),
     constraint safety_contact_attempt_corrected check ((revision > 1) = (reason is not null))
   )`,
  ...siteIsolation('safety_contact'),
  ...siteIsolation('safety_contact_attempt'),
  auditTrigger('safety_contact'),
  auditTrigger('safety_contact_attempt', 'contact_id', 'attempt', 'revision'),
  `grant select, insert, update on safety_contact to scheduling`,
  `grant select, insert on safety_contact_attempt to scheduling`,
]);
