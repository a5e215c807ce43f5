import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * Cases of serious events and their versions, as the blinded know them; nothing of either is ever changed. The unblinded
 * module of the same database may ask for one version, and for nothing else.
 */
export const Cases0011 = defineMigration(11, 'Cases', [
  `alter table participant add column code text, add column sex text check (sex in ('female', 'male'))`,
  `create table safety_case (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     adverse_event_id uuid not null constraint safety_case_once unique references adverse_event (id),
     safety_report_id text not null constraint safety_case_report_id_once unique,
     opened_by text not null,
     opened_at timestamptz(3) not null
   )`,
  `create table case_version (
     case_id uuid not null references safety_case (id),
     number integer not null check (number > 0),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     kind text not null check (kind in ('initial', 'follow-up', 'amendment', 'nullification')),
     reason text check ((reason is null) = (kind = 'initial')),
     event_version integer not null,
     told jsonb not null,
     report jsonb not null,
     sha256 text not null,
     made_by text not null,
     made_at timestamptz(3) not null,
     constraint case_version_once primary key (case_id, number)
   )`,
  `create index safety_case_participant on safety_case (participant_id)`,
  ...['safety_case', 'case_version'].flatMap((table) => siteIsolation(table)),
  auditTrigger('safety_case'),
  auditTrigger('case_version', 'case_id', 'number'),
  `grant select, insert on safety_case, case_version to safety`,
  // Row-level security holds inside as well: whoever asks sees the trial and the sites they act for.
  `create function version_of_case(p_case uuid, p_number integer) returns table (
     trial_id text, site_id text, participant_id uuid, adverse_event_id uuid, trial_version integer,
     report jsonb
   ) language sql stable security definer set search_path = safety, pg_temp as $$
     select version.trial_id, version.site_id, version.participant_id, opened.adverse_event_id, event.trial_version,
            version.report
       from case_version version join safety_case opened on opened.id = version.case_id
       join adverse_event event on event.id = opened.adverse_event_id
      where version.case_id = p_case and version.number = p_number
   $$`,
  `revoke execute on function version_of_case(uuid, integer) from public`,
  `grant usage on schema safety to unblinded`,
  `grant execute on function version_of_case(uuid, integer) to unblinded`,
]);
