import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * What blinded roles may know of code breaks and of reports of accidental unblinding. Whoever acts for no site leaves a
 * row of no site, which everybody of the trial may see.
 */
export const CodeBreaks0030 = defineMigration(30, 'CodeBreaks', [
  `create table code_break_notice (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     outcome text not null check (outcome in ('broken', 'refused', 'failed')),
     refusal text,
     cause text not null,
     acted_by text not null,
     acted_at timestamptz(3) not null
   )`,
  `create table unblinding_report (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid,
     how text not null,
     occurred_at timestamptz(3) not null,
     reported_by text not null,
     role text not null,
     reported_at timestamptz(3) not null
   )`,
  ...['code_break_notice', 'unblinding_report'].flatMap((table) => [
    ...siteIsolation(table, { participant: null }),
    `create policy of_no_site on ${table}
       using (trial_id = (select current_setting('app.trial', true)) and site_id = '')`,
    auditTrigger(table),
    `grant select, insert on ${table} to enrolment`,
  ]),
]);
