import { EntitySchema } from 'typeorm';
import { flag, identifier, text } from '@trial/persistence';
import type { LowestTerm, PreferredTerm } from '../domain/meddra/read-release.js';
import type { DictionaryRelease } from '../dictionary/dictionary-release.table.js';

interface OfRelease {
  readonly releaseId: DictionaryRelease['id'];
}

const once = (name: string) => ({ primary: true, primaryKeyConstraintName: name });

export const MeddraPreferredTerms = new EntitySchema<PreferredTerm & OfRelease>({
  name: 'meddra_preferred_term',
  columns: {
    releaseId: identifier('release_id', once('meddra_preferred_term_once')),
    code: text('code', once('meddra_preferred_term_once')),
    name: text('name'),
    hlt: text('hlt'),
    hlgt: text('hlgt'),
    organClass: text('organ_class'),
    organClassName: text('organ_class_name'),
  },
});

/** `searched`: the words of the name as they are searched, each after a blank. */
export const MeddraLowestTerms = new EntitySchema<LowestTerm & OfRelease & { readonly searched: string }>({
  name: 'meddra_lowest_term',
  columns: {
    releaseId: identifier('release_id', once('meddra_lowest_term_once')),
    code: text('code', once('meddra_lowest_term_once')),
    name: text('name'),
    preferred: text('preferred'),
    current: flag('current'),
    searched: text('searched'),
  },
});
