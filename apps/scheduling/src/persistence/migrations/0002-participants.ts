import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Whoever has an anchor has a plan, so version, anchor and zone come together; so do the two facts about the end. */
export const Participants0002 = defineMigration(2, 'Participants', [
  `create table participant (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null check (participant_id = id),
     trial_version integer,
     anchor_at timestamptz(3),
     zone text,
     ended_as text check (ended_as in ('completed', 'withdrawn', 'lost', 'died')),
     ended_at timestamptz(3),
     constraint participant_anchor check (num_nulls(trial_version, anchor_at, zone) in (0, 3)),
     constraint participant_end check (num_nulls(ended_as, ended_at) in (0, 2))
   )`,
  ...siteIsolation('participant'),
  auditTrigger('participant'),
  `grant select, insert, update on participant to scheduling`,
]);
