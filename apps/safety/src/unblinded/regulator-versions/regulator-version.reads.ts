import type { RegulatorVersions as RegulatorVersionsView } from '@trial/contracts';
import type { Cipher } from '@trial/encryption';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { CaseReport } from '../../domain/icsr/case/case-report.js';
import type { Placed } from '../../placement/placed.js';
import { blindedVersion } from './blinded-version.reads.js';
import { RegulatorVersions, type RegulatorVersion } from './regulator-version.table.js';
import { readable } from '../sealing/open-sealed.js';
import { openReport } from './sealed-report.js';

export async function knownRegulatorVersion(
  tx: Transaction,
  caseId: string,
  number: number,
): Promise<Placed<RegulatorVersion>> {
  const found = await tx.rows(RegulatorVersions).findOneBy({ caseId, number });
  if (!found) throw new Rejection('case-unknown', { field: 'number' });
  return found;
}

export async function regulatorVersionsOf(
  tx: Transaction,
  cipher: Cipher,
  caseId: string,
): Promise<RegulatorVersionsView> {
  await blindedVersion(tx, caseId, 1);
  const versions = await tx.rows(RegulatorVersions).find({ where: { caseId }, order: { number: 'ASC' } });
  return {
    caseId,
    versions: versions.map((version) => {
      const opened = readable(() => openReport(cipher, version).kind);
      const { number, basedOn, disclosureId, madeBy, madeAt } = version;
      return {
        ...{ number, basedOn, madeBy, madeAt: madeAt.toString({ fractionalSecondDigits: 3 }) },
        ...('read' in opened ? kindView(opened.read) : opened),
        ...(disclosureId === null ? {} : { disclosureId }),
      };
    }),
  };
}

const kindView = (kind: CaseReport['kind']) => ({
  kind: kind.kind,
  ...('reason' in kind ? { withdrawal: kind.reason } : {}),
});
