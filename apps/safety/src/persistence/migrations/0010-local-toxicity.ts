import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * The local-toxicity form: one row per version, never changed; its findings, derived; and which adverse event each is.
 * A finding can be the origin of a candidate.
 */
export const LocalToxicity0010 = defineMigration(10, 'LocalToxicity', [
  `alter table participant add column consented_at timestamptz(3)`,
  `create table local_toxicity_form (
     id uuid not null,
     version integer not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     trial_version integer not null,
     visit_code text not null,
     limb text not null check (limb in ('treated', 'untreated')),
     assessed_at timestamptz(3) not null,
     answers jsonb not null,
     recorded_at timestamptz(3) not null,
     recorded_by text not null,
     reason text check ((reason is null) = (version = 1)),
     constraint local_toxicity_form_version_once primary key (id, version)
   )`,
  `create unique index local_toxicity_form_once on local_toxicity_form (participant_id, visit_code, limb) where version = 1`,
  `create table local_finding (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     form_id uuid not null,
     visit_code text not null,
     item text not null,
     change text not null check (change in ('new', 'worse')),
     assessed_at timestamptz(3) not null,
     found_on date not null,
     without_reference boolean not null,
     recorded_at timestamptz(3) not null,
     withdrawn_at timestamptz(3),
     proposed_event_id uuid
   )`,
  `create unique index local_finding_stands_once on local_finding (participant_id, visit_code, item) where withdrawn_at is null`,
  `create table local_finding_link (
     participant_id uuid not null,
     visit_code text not null,
     item text not null,
     trial_id text not null,
     site_id text not null,
     adverse_event_id uuid not null,
     linked_by text not null,
     linked_at timestamptz(3) not null,
     reason text,
     primary key (participant_id, visit_code, item)
   )`,
  `create index local_finding_participant on local_finding (participant_id)`,
  `create index local_finding_proposal on local_finding (proposed_event_id)`,
  `create index local_toxicity_form_participant on local_toxicity_form (participant_id, id, version)`,
  `create index local_finding_link_event on local_finding_link (adverse_event_id)`,
  `alter table adverse_event
     drop constraint adverse_event_source_check,
     add constraint adverse_event_source_check check (source in ('reported', 'laboratory', 'local-toxicity')),
     add column source_finding_id uuid,
     add constraint adverse_event_once_per_finding unique (source_finding_id)`,
  ...['local_toxicity_form', 'local_finding', 'local_finding_link'].flatMap((table) => siteIsolation(table)),
  auditTrigger('local_toxicity_form', 'id', 'version'),
  auditTrigger('local_finding'),
  auditTrigger('local_finding_link', 'participant_id', 'visit_code', 'item'),
  `grant select, insert on local_toxicity_form to safety`,
  `grant select, insert, update on local_finding, local_finding_link to safety`,
]);
