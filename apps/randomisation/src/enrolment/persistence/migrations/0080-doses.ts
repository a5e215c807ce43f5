import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Doses that are no session of injections. When the first was given can be corrected; nothing else of a dose changes. */
export const Doses0080 = defineMigration(80, 'Doses', [
  `create table dose (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null references participant (id),
     trial_version integer not null,
     amount double precision not null check (amount > 0),
     body_weight double precision check (body_weight > 0),
     given_at timestamptz(3) not null,
     visit_code text,
     operator text not null,
     deviation text,
     constraint dose_time_once unique (participant_id, given_at)
   )`,
  ...siteIsolation('dose'),
  auditTrigger('dose'),
  `grant select, insert, update (given_at) on dose to enrolment`,
]);
