import type { Transaction } from '@trial/persistence';
import { placedAt } from '../../placement/placed.js';
import { CopyOpenings } from './copy-opening.table.js';
import { knownRegulatorVersion } from './regulator-version.reads.js';

/** That the actor of this transaction is shown a version for the regulator, and why. Written before it is opened. */
export async function rememberOpening(
  tx: Transaction,
  { caseId, number, reason }: { readonly caseId: string; readonly number: number; readonly reason: string },
): Promise<{ openingId: string }> {
  const version = await knownRegulatorVersion(tx, caseId, number);
  const id = tx.newId();
  const opened = { openedBy: tx.context.actor, reason, openedAt: tx.now };
  await tx.rows(CopyOpenings).insert(placedAt(version, { id, caseId, number, ...opened }));
  return { openingId: id };
}
