import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Signatures of forms of cases, with the hash of what was signed; never changed. */
export const CaseSignatures0012 = defineMigration(12, 'CaseSignatures', [
  `create table case_signature (
     case_id uuid not null,
     number integer not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     form_sha256 text not null,
     signed_by text not null,
     signed_at timestamptz(3) not null,
     constraint case_signature_once primary key (case_id, number),
     foreign key (case_id, number) references case_version (case_id, number)
   )`,
  ...siteIsolation('case_signature'),
  auditTrigger('case_signature', 'case_id', 'number'),
  `grant select, insert on case_signature to safety`,
]);
