import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Answers that somebody must look at; one can be the origin of a candidate. */
export const ResponseAlerts0020 = defineMigration(20, 'ResponseAlerts', [
  `create table response_alert (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     trial_version integer not null,
     response_id uuid not null,
     response_version integer not null,
     instrument text not null,
     visit_code text not null,
     code text not null,
     recorded_at timestamptz(3) not null,
     withdrawn_at timestamptz(3),
     proposed_event_id uuid not null
   )`,
  `create unique index response_alert_stands_once on response_alert (response_id, code) where withdrawn_at is null`,
  `create index response_alert_response on response_alert (response_id)`,
  `create index response_alert_proposal on response_alert (proposed_event_id)`,
  ...siteIsolation('response_alert'),
  auditTrigger('response_alert'),
  `grant select, insert, update on response_alert to safety`,
  `alter table adverse_event
     drop constraint adverse_event_source_check,
     add constraint adverse_event_source_check
       check (source in ('reported', 'laboratory', 'local-toxicity', 'questionnaire')),
     add column source_alert_id uuid,
     add constraint adverse_event_once_per_alert unique (source_alert_id)`,
]);
