import type { Transaction } from '@trial/persistence';
import type { CiomsSignature } from '../domain/icsr/cioms/cioms-form.js';
import { CaseSignatures } from './case-signature.table.js';
import type { CaseVersion } from './case-version.table.js';

/** Who signed the form of a version, and when; null while nobody has. */
export async function signatureOf(tx: Transaction, { caseId, number }: CaseVersion): Promise<CiomsSignature | null> {
  const signed = await tx.rows(CaseSignatures).findOneBy({ caseId, number });
  return signed && { by: signed.signedBy, at: signed.signedAt };
}
