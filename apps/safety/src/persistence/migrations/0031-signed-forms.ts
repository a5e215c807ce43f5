import { defineMigration, siteIsolation } from '@trial/persistence';

/**
 * Signed forms are kept as they were signed, beside the hash of the draft that was read. The audit trail has both hashes
 * with the signature, and not the bytes a second time; nobody may change or remove them.
 */
export const SignedForms0031 = defineMigration(31, 'SignedForms', [
  `alter table case_signature add column draft_sha256 text`,
  `create table case_signed_form (
     case_id uuid not null,
     number integer not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     file bytea not null,
     primary key (case_id, number),
     foreign key (case_id, number) references case_signature (case_id, number)
   )`,
  ...siteIsolation('case_signed_form'),
  `grant select, insert on case_signed_form to safety`,
]);
