import { auditTrigger, defineMigration } from '@trial/persistence';

/**
 * Grants, and beside them which blinding class a person belongs to in a trial: written with the first grant, never
 * changed, so that nobody ever holds roles of both classes, history included (RO2).
 */
export const AccessGrants0002 = defineMigration(2, 'AccessGrants', [
  `create table access_grant (
     id uuid primary key,
     trial_id text not null,
     person_id text not null,
     role text not null,
     sites text[] not null,
     organisation text not null,
     zone text not null,
     participant_id uuid,
     valid_from timestamptz(3) not null,
     valid_until timestamptz(3)
   )`,
  `create unique index access_grant_once on access_grant (person_id, trial_id, role) where valid_until is null`,
  `create table blinding_class (
     trial_id text not null,
     person_id text not null,
     class text not null check (class in ('blinded', 'unblinded')),
     primary key (trial_id, person_id)
   )`,
  auditTrigger('access_grant'),
  `grant select, insert on access_grant, blinding_class to gateway`,
  `grant update (valid_until) on access_grant to gateway`,
]);
