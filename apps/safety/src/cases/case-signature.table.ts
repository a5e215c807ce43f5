import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, text, whole } from '@trial/persistence';
import { place, type Placed } from '../placement/placed.js';
import type { CaseId } from './case.table.js';

/** Who signed the form of a version, and the hash of the form as it was signed, for whoever compares it with the form made anew. */
export interface CaseSignature {
  readonly caseId: CaseId;
  readonly number: number;
  readonly formSha256: string;
  readonly signedBy: PersonId;
  readonly signedAt: Instant;
}

export const CaseSignatures = new EntitySchema<Placed<CaseSignature>>({
  name: 'case_signature',
  columns: {
    caseId: identifier('case_id', { primary: true, primaryKeyConstraintName: 'case_signature_once' }),
    number: whole('number', { primary: true, primaryKeyConstraintName: 'case_signature_once' }),
    ...place,
    formSha256: text('form_sha256'),
    signedBy: text('signed_by'),
    signedAt: instantColumn('signed_at'),
  },
});
