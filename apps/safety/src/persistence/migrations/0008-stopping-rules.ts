import { auditTrigger, defineMigration, siteIsolation, trialIsolation } from '@trial/persistence';

/**
 * What stopping rules count, and what they proposed. Counts pool all sites: two functions see them for whoever brings the
 * news, and what is proposed belongs to the trial.
 */
export const StoppingRules0008 = defineMigration(8, 'StoppingRules', [
  `alter table adverse_event add column digit_threatening boolean not null default false`,
  `alter table adverse_event alter column digit_threatening drop default`,
  `create table milestone (
     participant_id uuid not null,
     milestone text not null check (milestone = 'died' or milestone like 'visit/%'),
     trial_id text not null,
     site_id text not null,
     primary key (participant_id, milestone)
   )`,
  `create table pause_proposal (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     kind text not null check (kind in ('pause', 'safety-look')),
     rule text not null,
     counts text not null,
     from_grade integer check (from_grade between 1 and 5),
     threshold integer not null check (threshold > 0),
     cases jsonb not null,
     trial_version integer not null,
     state text not null check (state in ('waiting', 'paused', 'dismissed', 'withdrawn', 'superseded')),
     proposed_at timestamptz(3) not null,
     settled_at timestamptz(3),
     settled_by text,
     reason text,
     pause_id uuid,
     constraint pause_proposal_settled check ((state = 'waiting') = (settled_at is null)),
     constraint pause_proposal_dismissed check ((state = 'dismissed') = (settled_by is not null and reason is not null)),
     constraint pause_proposal_paused check ((state = 'paused') = (pause_id is not null))
   )`,
  `create unique index pause_proposal_waits_once on pause_proposal (trial_id, rule) where state = 'waiting'`,
  ...siteIsolation('milestone'),
  ...trialIsolation('pause_proposal'),
  auditTrigger('milestone', 'participant_id', 'milestone'),
  auditTrigger('pause_proposal'),
  `grant select, insert on milestone, pause_proposal to safety`,
  `grant update (state, settled_at, settled_by, reason, pause_id) on pause_proposal to safety`,
  ...['adverse_event', 'grade_segment', 'causality_opinion', 'milestone'].map(
    (table) => `create policy counted_for_stopping on ${table} for select to safety_owner
      using (trial_id = (select current_setting('app.trial', true)))`,
  ),
  // The last opinion of each judge about each cause counts; one suspicion is enough (domain/causality).
  `create function events_for_stopping(p_trial text, p_from_grade integer) returns table (
     id uuid, participant_id uuid, site_id text, grade integer, seriousness text[], outcome text,
     digit_threatening boolean, suspected_causes text[]
   ) language sql stable security definer set search_path = safety, pg_temp as $$
     select event.id, event.participant_id, event.site_id, worst.grade, event.seriousness, event.outcome,
            event.digit_threatening,
            array(select distinct standing.cause from (
              select distinct on (judge, cause) cause, possibility from causality_opinion
               where adverse_event_id = event.id order by judge, cause, id desc) standing
             where standing.possibility = 'reasonable' order by standing.cause)
       from adverse_event event
       -- Getting better ends a segment; what the event was at its worst still counts.
       left join lateral (select max(segment.grade) as grade from grade_segment segment
                           where segment.adverse_event_id = event.id) worst on true
      where event.trial_id = p_trial and event.status = 'confirmed'
        and (worst.grade >= least(p_from_grade, 5) or cardinality(event.seriousness) > 0 or event.outcome = 'fatal'
          or event.digit_threatening)
      order by event.id
   $$`,
  `create function milestones_for_stopping(p_trial text)
     returns table (participant_id uuid, site_id text, milestone text)
     language sql stable security definer set search_path = safety, pg_temp as $$
     select participant_id, site_id, milestone from milestone where trial_id = p_trial order by participant_id, milestone
   $$`,
  ...['events_for_stopping(text, integer)', 'milestones_for_stopping(text)'].flatMap((name) => [
    `revoke all on function ${name} from public`,
    `grant execute on function ${name} to safety`,
  ]),
]);
