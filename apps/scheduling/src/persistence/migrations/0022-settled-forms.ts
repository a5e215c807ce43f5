import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Forms of participants that were answered, or will not be: nobody is reminded of them. */
export const SettledForms0022 = defineMigration(22, 'SettledForms', [
  `create table settled_form (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     visit_id uuid not null,
     assessment text not null
   )`,
  `create index settled_form_of_visit on settled_form (visit_id)`,
  ...siteIsolation('settled_form'),
  auditTrigger('settled_form'),
  `grant select, insert on settled_form to scheduling`,
]);
