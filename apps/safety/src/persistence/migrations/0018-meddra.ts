import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * Releases of MedDRA as the operator's licence lets them be loaded, every version side by side, and what events were coded
 * with. Nothing of either is ever changed.
 */
export const Meddra0018 = defineMigration(18, 'Meddra', [
  `create table meddra_preferred_term (
     release_id uuid not null references dictionary_release (id),
     code text not null,
     name text not null,
     hlt text not null,
     hlgt text not null,
     organ_class text not null,
     organ_class_name text not null,
     constraint meddra_preferred_term_once primary key (release_id, code)
   )`,
  `create table meddra_lowest_term (
     release_id uuid not null,
     code text not null,
     name text not null,
     preferred text not null,
     current boolean not null,
     searched text not null,
     constraint meddra_lowest_term_once primary key (release_id, code),
     foreign key (release_id, preferred) references meddra_preferred_term (release_id, code)
   )`,
  `create table adverse_event_coding (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     adverse_event_id uuid not null references adverse_event (id),
     ordinal integer not null check (ordinal > 0),
     term text not null,
     term_name text not null,
     dictionary_version text not null,
     release_id uuid not null references dictionary_release (id),
     coded_by text not null,
     coded_at timestamptz(3) not null,
     reason text,
     constraint adverse_event_coding_once unique (adverse_event_id, ordinal)
   )`,
  ...siteIsolation('adverse_event_coding'),
  auditTrigger('adverse_event_coding', 'id'),
  `grant select, insert on meddra_preferred_term, meddra_lowest_term, adverse_event_coding to safety`,
]);
