import type { Cipher } from '@trial/encryption';
import type { CaseReport } from '../../domain/icsr/case/case-report.js';
import { caseFrom, storedCase, type StoredCase } from '../../domain/icsr/case/stored-case.js';
import type { RegulatorVersion } from './regulator-version.table.js';

/** So long that a product more or less does not show in what is stored. */
const UNIT = 16_384;

const placeOf = ({ caseId, number }: Pick<RegulatorVersion, 'caseId' | 'number'>): string =>
  `regulator version ${caseId} ${number}`;

export const sealReport = (
  cipher: Cipher,
  place: Pick<RegulatorVersion, 'caseId' | 'number'>,
  report: CaseReport,
): Buffer => cipher.seal(JSON.stringify(storedCase(report)), placeOf(place), UNIT);

export function openReport(cipher: Cipher, version: RegulatorVersion): CaseReport {
  const text = cipher.open(version.sealedReport, placeOf(version));
  if (text === undefined) throw new Error(`${placeOf(version)} cannot be opened with this key`);
  return caseFrom(JSON.parse(text) as StoredCase);
}
