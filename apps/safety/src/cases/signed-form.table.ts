import { EntitySchema } from 'typeorm';
import { identifier, whole } from '@trial/persistence';
import { place, type Placed } from '../placement/placed.js';
import type { CaseId } from './case.table.js';

/** The form of a version as it was signed, byte by byte; its signature has the hash. */
export interface SignedForm {
  readonly caseId: CaseId;
  readonly number: number;
  readonly file: Buffer;
}

export const SignedForms = new EntitySchema<Placed<SignedForm>>({
  name: 'case_signed_form',
  columns: {
    caseId: identifier('case_id', { primary: true }),
    number: whole('number', { primary: true }),
    ...place,
    file: { type: 'bytea', name: 'file' },
  },
});
