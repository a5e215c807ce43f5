import { auditTrigger, defineMigration, trialIsolation } from '@trial/persistence';

/** Lists. Seed, specification, blocks and arms are there as ciphertext only; a trial has one sealed list at most. */
export const RandomisationLists0002 = defineMigration(2, 'RandomisationLists', [
  `create table randomisation_list (
     id uuid primary key,
     trial_id text not null,
     trial_version integer not null,
     status text not null check (status in ('generated', 'sealed')),
     positions integer not null check (positions > 0),
     checksum text not null,
     sealed_specification bytea not null,
     generated_by text not null,
     generated_at timestamptz(3) not null,
     released_by text,
     released_at timestamptz(3)
   )`,
  `create unique index randomisation_list_sealed_once on randomisation_list (trial_id) where status = 'sealed'`,
  `create table list_position (
     list_id uuid not null references randomisation_list (id),
     stratum text not null,
     position integer not null check (position > 0),
     trial_id text not null,
     sealed_row bytea not null,
     primary key (list_id, stratum, position)
   )`,
  ...trialIsolation('randomisation_list'),
  ...trialIsolation('list_position'),
  auditTrigger('randomisation_list'),
  auditTrigger('list_position', 'list_id', 'stratum', 'position'),
  `grant select, insert on randomisation_list, list_position to vault`,
  `grant update (status, released_by, released_at) on randomisation_list to vault`,
]);
