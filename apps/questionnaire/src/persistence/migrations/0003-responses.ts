import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Participants may cause scores and flags by answering, and never read them. */
const notForParticipants = (table: string): string =>
  `create policy not_for_participants on ${table} as restrictive for select
     using ((select coalesce(current_setting('app.participant', true), '')) = '')`;

/**
 * What was answered. A response has one row per version and a version is never changed: the application may not
 * update responses, scores or flags at all. The identifier of a draft is that of its assignment.
 */
export const Responses0003 = defineMigration(3, 'Responses', [
  `create table draft (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     answers jsonb not null,
     language text not null,
     answered_by text not null,
     mode text not null,
     device_started_at timestamptz(3),
     device_submitted_at timestamptz(3),
     saved_at timestamptz(3) not null
   )`,
  ...siteIsolation('draft'),
  auditTrigger('draft'),

  `create table response (
     id uuid not null,
     version integer not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     assignment_id uuid not null,
     answers jsonb not null,
     language text not null,
     answered_by text not null constraint response_answered_by
       check (answered_by in ('self', 'self-with-physical-help', 'interviewer-read', 'proxy')),
     mode text not null constraint response_mode check (mode in ('electronic', 'paper')),
     device_started_at timestamptz(3),
     device_submitted_at timestamptz(3),
     completion text not null,
     timing text not null,
     submitted_at timestamptz(3) not null,
     recorded_at timestamptz(3) not null,
     recorded_by text not null,
     reason text constraint response_reason check (version = 1 or length(btrim(coalesce(reason, ''))) > 1),
     requested_on date,
     primary key (id, version),
     constraint response_version_once unique (assignment_id, version)
   )`,
  ...siteIsolation('response'),
  auditTrigger('response'),

  `create table score (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     response_id uuid not null,
     response_version integer not null,
     code text not null,
     value double precision,
     parts jsonb not null,
     instrument text not null,
     instrument_version text not null,
     language text not null,
     algorithm text not null,
     algorithm_version text not null,
     value_set text,
     direction text not null,
     answered integer not null,
     missing text[] not null,
     imputed boolean not null,
     constraint score_once unique (response_id, response_version, code, algorithm, algorithm_version)
   )`,
  ...siteIsolation('score'),
  notForParticipants('score'),
  auditTrigger('score'),

  `create table response_flag (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     response_id uuid not null,
     response_version integer not null,
     code text not null,
     weight text not null constraint response_flag_weight check (weight in ('query', 'soft')),
     items text[] not null
   )`,
  `create index response_flag_response on response_flag (response_id, response_version)`,
  ...siteIsolation('response_flag'),
  notForParticipants('response_flag'),
  auditTrigger('response_flag'),

  `grant select, insert, update on draft to questionnaire`,
  `grant select, insert on response, score, response_flag to questionnaire`,
]);
