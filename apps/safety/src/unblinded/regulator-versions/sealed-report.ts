import type { Cipher } from '@trial/encryption';
import type { CaseReport } from '../../domain/icsr/case/case-report.js';
import { caseFrom, storedCase, type StoredCase } from '../../domain/icsr/case/stored-case.js';
import { openSealed } from '../sealing/open-sealed.js';
import type { RegulatorVersion } from './regulator-version.table.js';

/** So long that a product more or less does not show in what is stored. */
const UNIT = 16_384;

const placeOf = ({ caseId, number }: Pick<RegulatorVersion, 'caseId' | 'number'>): string =>
  `regulator version ${caseId} ${number}`;

export const sealReport = (
  cipher: Cipher,
  place: Pick<RegulatorVersion, 'caseId' | 'number'>,
  report: CaseReport,
): Pick<RegulatorVersion, 'sealedReport' | 'keyId'> => ({
  sealedReport: cipher.seal(JSON.stringify(storedCase(report)), placeOf(place), UNIT),
  keyId: cipher.keyId,
});

/** Throws `CannotBeOpened`. */
export function openReport(cipher: Cipher, version: RegulatorVersion): CaseReport {
  const text = openSealed(cipher, version.sealedReport, placeOf(version), version.keyId);
  return caseFrom(JSON.parse(text) as StoredCase);
}
