import { createHash } from 'node:crypto';
import type { Transaction } from '@trial/persistence';
import { canonicalJson } from '@trial/trial-configuration';
import type { AdverseEvent } from '../domain/adverse-event.js';
import type { CaseReport } from '../domain/icsr/case/case-report.js';
import type { CaseTold } from '../domain/icsr/case/compose-case.js';
import { storedCase } from '../domain/icsr/case/stored-case.js';
import { placedAt, type Placed } from '../placement/placed.js';
import { CaseVersions } from './case-version.table.js';
import type { SafetyCase } from './case.table.js';

/** Keeps a version for good. Whoever makes one holds the lock of its event, so that there is one of each number. */
export async function storeVersion(
  tx: Transaction,
  opened: Placed<SafetyCase>,
  { version: eventVersion }: AdverseEvent,
  told: CaseTold,
  report: CaseReport,
): Promise<void> {
  const stored = storedCase(report);
  const { kind } = report;
  const version = {
    ...{ caseId: opened.id, number: report.version, kind: kind.kind, eventVersion, told, report: stored },
    ...{ reason: report.version === 1 ? null : tx.context.reason, sha256: sha256(canonicalJson(stored)) },
    ...{ madeBy: tx.context.actor, madeAt: tx.now },
  };
  await tx.rows(CaseVersions).insert(placedAt(opened, version));
}

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
