import { auditTrigger, defineMigration } from '@trial/persistence';

/**
 * Which environment this database belongs to: one row, written at the first start. A list refers to it, so that Postgres
 * takes no list of another environment, whoever loads it. Lists from before have none, and are neither opened nor sealed.
 */
export const ListEnvironment0010 = defineMigration(10, 'ListEnvironment', [
  `create table vault_environment (
     environment text primary key check (environment in ('production', 'test')),
     alone boolean not null default true constraint vault_environment_alone unique check (alone),
     since timestamptz(3) not null
   )`,
  auditTrigger('vault_environment', 'environment'),
  `grant select, insert on vault_environment to vault`,
  `alter table randomisation_list add column environment text references vault_environment (environment)`,
  `alter table randomisation_list add constraint randomisation_list_environment
     check (environment is not null) not valid`,
  `alter table randomisation_list add column trial_checksum text`,
  `alter table randomisation_list add constraint randomisation_list_trial_checksum
     check (trial_checksum is not null) not valid`,
]);
