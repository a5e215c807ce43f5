import { createHash } from 'node:crypto';
import type { CaseForm } from '@trial/contracts';
import { Rejection, type TimeZone } from '@trial/kernel';
import { ciomsPdf } from '../cioms/cioms-pdf.js';
import { caseFrom } from '../domain/icsr/case/stored-case.js';
import { ciomsForm, type CiomsSignature } from '../domain/icsr/cioms/cioms-form.js';
import type { CaseVersion } from './case-version.table.js';

/** Of a file in Base64, in an answer that is no larger than answers are. */
const MOST_BYTES = 187_500;

/** The blinded CIOMS I form of a version, the same bytes each time. Refused: `case-form-too-large`. */
export async function blindedForm(
  { report: stored, number }: CaseVersion,
  zone: TimeZone,
  signature: CiomsSignature | null,
): Promise<CaseForm> {
  const report = caseFrom(stored);
  const bytes = await ciomsPdf(ciomsForm(report, zone, { signature }));
  if (bytes.length > MOST_BYTES)
    throw new Rejection('case-form-too-large', { rule: `at most ${MOST_BYTES} bytes; it has ${bytes.length}` });
  return {
    fileName: `${report.safetyReportId}-${number}.pdf`,
    mediaType: 'application/pdf',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    base64: bytes.toString('base64'),
  };
}
