import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** What this service must know of a participant, learned from events. */
export const Participants0002 = defineMigration(2, 'Participants', [
  `create table participant (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     trial_version integer not null,
     zone text not null,
     treated_at timestamptz(3)
   )`,
  ...siteIsolation('participant', { participant: 'id' }),
  auditTrigger('participant'),
  `grant select, insert, update on participant to safety`,
]);
