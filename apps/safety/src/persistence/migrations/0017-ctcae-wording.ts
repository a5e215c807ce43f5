import { auditTrigger, defineMigration } from '@trial/persistence';

/**
 * Dictionaries others publish, as they were read from their files, for the whole platform. Rows are only added: a release that
 * was read again under another hash is another release.
 */
export const CtcaeWording0017 = defineMigration(17, 'CtcaeWording', [
  `create table dictionary_release (
     id uuid primary key,
     dictionary text not null check (dictionary in ('ctcae-wording', 'meddra')),
     version text not null,
     language text not null,
     sha256 text not null,
     entries integer not null check (entries > 0),
     loaded_by text not null,
     loaded_at timestamptz(3) not null,
     constraint dictionary_release_once unique (dictionary, version, language, sha256)
   )`,
  auditTrigger('dictionary_release', 'id'),
  `create table ctcae_wording (
     release_id uuid not null references dictionary_release (id),
     term text not null,
     definition text,
     grades jsonb not null,
     constraint ctcae_wording_once primary key (release_id, term)
   )`,
  `grant select, insert on dictionary_release, ctcae_wording to safety`,
]);
