import { EntitySchema } from 'typeorm';
import { identifier, json, text } from '@trial/persistence';
import type { TermWording } from '../domain/ctcae/wording/read-wording.js';
import type { DictionaryRelease } from './dictionary-release.table.js';

export interface CtcaeWording extends TermWording {
  readonly releaseId: DictionaryRelease['id'];
}

export const CtcaeWordings = new EntitySchema<CtcaeWording>({
  name: 'ctcae_wording',
  columns: {
    releaseId: identifier('release_id', { primary: true, primaryKeyConstraintName: 'ctcae_wording_once' }),
    term: text('term', { primary: true, primaryKeyConstraintName: 'ctcae_wording_once' }),
    definition: text('definition', { nullable: true }),
    grades: json('grades'),
  },
});
