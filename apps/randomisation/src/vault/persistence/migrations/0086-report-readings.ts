import { auditTrigger, defineMigration, trialIsolation } from '@trial/persistence';

/** That somebody was given a report by arm, of which data cut. The arms are not written down. */
export const ReportReadings0086 = defineMigration(86, 'ReportReadings', [
  `create table report_reading (
     id uuid primary key,
     trial_id text not null,
     data_cut_id uuid not null,
     report text not null,
     sites text[] not null,
     coded boolean not null,
     read_by text not null,
     role text not null,
     organisation text not null,
     reason text not null,
     read_at timestamptz(3) not null
   )`,
  ...trialIsolation('report_reading'),
  auditTrigger('report_reading'),
  `grant select, insert on report_reading to vault`,
]);
