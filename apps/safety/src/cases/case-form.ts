import { createHash } from 'node:crypto';
import type { CaseForm } from '@trial/contracts';
import { Rejection, type TimeZone } from '@trial/kernel';
import { ciomsPdf } from '../cioms/cioms-pdf.js';
import type { CaseReport } from '../domain/icsr/case/case-report.js';
import { ciomsForm, type CiomsForm } from '../domain/icsr/cioms/cioms-form.js';

/** Of a file in Base64, in an answer that is no larger than answers are. */
const MOST_BYTES = 187_500;

/**
 * The CIOMS I form of a version as a file, the same bytes each time; blinded and a draft unless said otherwise. Refused:
 * `case-form-too-large`, without its size, which could tell what was given.
 */
export async function caseForm(
  report: CaseReport,
  zone: TimeZone,
  more: Partial<Pick<CiomsForm, 'reader' | 'signature'>> = {},
): Promise<Buffer> {
  const bytes = await ciomsPdf(ciomsForm(report, zone, more));
  if (bytes.length > MOST_BYTES)
    throw new Rejection('case-form-too-large', { rule: `a form has at most ${MOST_BYTES} bytes` });
  return bytes;
}

/** SHA-256, hexadecimal, of a form. */
export const hashOfForm = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A form as it is answered, with what else is said of it. */
export const formFile = <More extends object>(name: string, bytes: Buffer, more: More): CaseForm & More => ({
  ...more,
  fileName: `${name}.pdf`,
  mediaType: 'application/pdf',
  sha256: hashOfForm(bytes),
  base64: bytes.toString('base64'),
});
