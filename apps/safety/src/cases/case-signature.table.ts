import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, text, whole } from '@trial/persistence';
import { place, type Placed } from '../placement/placed.js';
import type { CaseId } from './case.table.js';

/** Who signed the form of a version: the hash of the draft they had read, and of the form that says it is signed. */
export interface CaseSignature {
  readonly caseId: CaseId;
  readonly number: number;
  /** Null where it was signed before it was asked for. */
  readonly draftSha256: string | null;
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
    draftSha256: text('draft_sha256', { nullable: true }),
    formSha256: text('form_sha256'),
    signedBy: text('signed_by'),
    signedAt: instantColumn('signed_at'),
  },
});
