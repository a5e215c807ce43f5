import { auditTrigger, defineMigration, siteIsolation, trialIsolation } from '@trial/persistence';

/**
 * Code breaks, every time one was shown, and every attempt that was refused or failed. Nothing of what was shown is
 * written down, and nothing is changed or removed.
 */
export const CodeBreaks0030 = defineMigration(30, 'CodeBreaks', [
  `create table code_break (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     allocation_id uuid not null references allocation (id),
     cause text not null,
     reason text not null,
     broken_by text not null,
     organisation text not null,
     broken_at timestamptz(3) not null
   )`,
  `create index code_break_participant on code_break (participant_id)`,
  `create table code_break_showing (
     id bigint generated always as identity primary key,
     code_break_id uuid not null references code_break (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     shown_to text not null,
     shown_at timestamptz(3) not null
   )`,
  `create index code_break_showing_of on code_break_showing (code_break_id)`,
  // Of the trial: the participant who was asked for may be of another site, or nobody.
  `create table code_break_attempt (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     cause text not null,
     reason text not null,
     outcome text not null check (outcome in ('refused', 'failed')),
     refusal text,
     attempted_by text not null,
     organisation text not null,
     attempted_at timestamptz(3) not null,
     constraint code_break_attempt_refusal check ((outcome = 'refused') = (refusal is not null))
   )`,
  ...siteIsolation('code_break'),
  ...siteIsolation('code_break_showing'),
  ...trialIsolation('code_break_attempt'),
  auditTrigger('code_break'),
  auditTrigger('code_break_showing'),
  auditTrigger('code_break_attempt'),
  `grant select, insert on code_break, code_break_showing, code_break_attempt to vault`,
]);
