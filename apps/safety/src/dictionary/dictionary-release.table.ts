import { EntitySchema } from 'typeorm';
import type { Id, Instant } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';

/** A file, or folder of files, of somebody's dictionary, as it was loaded: which, by whom, and its hash. */
export interface DictionaryRelease {
  readonly id: Id<'dictionary-release'>;
  readonly dictionary: 'ctcae-wording' | 'meddra';
  readonly version: string;
  readonly language: string;
  readonly sha256: string;
  readonly entries: number;
  readonly loadedBy: string;
  readonly loadedAt: Instant;
}

export const DictionaryReleases = new EntitySchema<DictionaryRelease>({
  name: 'dictionary_release',
  columns: {
    id: primaryIdentifier(),
    dictionary: text('dictionary'),
    version: text('version'),
    language: text('language'),
    sha256: text('sha256'),
    entries: whole('entries'),
    loadedBy: text('loaded_by'),
    loadedAt: instantColumn('loaded_at'),
  },
  uniques: [{ name: 'dictionary_release_once', columns: ['dictionary', 'version', 'language', 'sha256'] }],
});
