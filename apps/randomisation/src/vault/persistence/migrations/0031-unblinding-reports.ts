import { auditTrigger, defineMigration, trialIsolation } from '@trial/persistence';

/** What people wrote when they reported an accident, as ciphertext, and who read it. Of the trial: some act for no site. */
export const UnblindingReports0031 = defineMigration(31, 'UnblindingReports', [
  `create table unblinding_account (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid,
     how text not null,
     sealed_account bytea not null,
     occurred_at timestamptz(3) not null,
     reported_by text not null,
     role text not null,
     organisation text not null,
     reported_at timestamptz(3) not null
   )`,
  `create table unblinding_account_reading (
     id uuid primary key,
     report_id uuid not null references unblinding_account (id),
     trial_id text not null,
     read_by text not null,
     role text not null,
     organisation text not null,
     reason text not null,
     read_at timestamptz(3) not null
   )`,
  ...['unblinding_account', 'unblinding_account_reading'].flatMap((table) => [
    ...trialIsolation(table),
    auditTrigger(table),
    `grant select, insert on ${table} to vault`,
  ]),
]);
