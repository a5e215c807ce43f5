import type { CaseForm } from '@trial/contracts';
import type { TimeZone } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { caseFrom } from '../domain/icsr/case/stored-case.js';
import { caseForm, formFile, hashOfForm } from './case-form.js';
import { CaseSignatures } from './case-signature.table.js';
import type { CaseVersion } from './case-version.table.js';
import { SignedForms } from './signed-form.table.js';

/**
 * The blinded form of a version: a draft until it is signed, from then on the very bytes that were signed, whatever the
 * program would write today. Bytes that are not those of the signature are broken, not refused.
 */
export async function shownForm(tx: Transaction, version: CaseVersion, zone: TimeZone): Promise<CaseForm> {
  const { caseId, number } = version;
  const report = caseFrom(version.report);
  const name = `${report.safetyReportId}-${number}`;
  const signed = await tx.rows(CaseSignatures).findOneBy({ caseId, number });
  if (!signed) return formFile(name, await caseForm(report, zone), {});

  const kept = await tx.rows(SignedForms).findOneBy({ caseId, number });
  // Forms that were signed before they were kept are made anew, and held against the hash like the others.
  const signature = { by: signed.signedBy, at: signed.signedAt };
  const bytes = kept?.file ?? (await caseForm(report, zone, { signature }));
  if (hashOfForm(bytes) !== signed.formSha256)
    throw new Error(`the form of case ${caseId}, version ${number}, is not the one that was signed`);
  return formFile(name, bytes, {});
}
