import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Participants and visits as other services told of them, and the forms handed out at those visits. */
export const Forms0002 = defineMigration(2, 'Forms', [
  `create table participant (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     ended_at timestamptz(3)
   )`,
  ...siteIsolation('participant', { participant: 'id' }),
  auditTrigger('participant'),

  `create table visit (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     opened_at timestamptz(3),
     closed_at timestamptz(3),
     outcome text constraint visit_outcome check (outcome in ('done', 'missed', 'cancelled'))
   )`,
  ...siteIsolation('visit'),
  auditTrigger('visit'),

  `create table assignment (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     trial_version integer not null,
     visit_id uuid not null,
     visit_code text not null,
     assessment text not null,
     instrument text not null,
     instrument_version text not null,
     languages text[] not null,
     respondent text not null constraint assignment_respondent check (respondent in ('participant', 'clinician')),
     opened_at timestamptz(3) not null,
     closes_at timestamptz(3) not null,
     late_answers text not null constraint assignment_late_answers check (late_answers in ('refused', 'flagged')),
     status text not null constraint assignment_status check (status in ('open', 'answered', 'missed', 'cancelled')),
     constraint assignment_once unique (visit_id, assessment)
   )`,
  `create index assignment_participant on assignment (participant_id, id)`,
  ...siteIsolation('assignment'),
  // What the site fills in about a participant is not theirs to open.
  `create policy own_forms_only on assignment as restrictive
     using ((select coalesce(current_setting('app.participant', true), '')) = '' or respondent = 'participant')`,
  auditTrigger('assignment'),

  `grant select, insert, update on participant, visit, assignment to questionnaire`,
]);
