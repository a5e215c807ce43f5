import type { CodeBreakCertificate } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import type { HeldRow } from '../allocations/allocation.reads.js';
import { rootOf } from '../commitment/list-commitment.js';
import { openingOf } from '../commitment/open-list.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { openedList } from '../randomisation-lists/opened-list.js';
import type { CodeBreak } from './code-break.table.js';

const CERTIFICATE = 'trial-code-break/1';

/**
 * The one opened row, to be held against the printed root by anybody and anywhere (CAP11). Undefined when the rest of the
 * list cannot be read or is not what was committed to: an emergency does not wait for that.
 */
export async function certificateOf(
  tx: Transaction,
  cipher: VaultCipher,
  { id, trialId, participantId, brokenBy, brokenAt, cause }: CodeBreak,
  { stratum, position }: HeldRow,
): Promise<CodeBreakCertificate | undefined> {
  const list = await openedList(tx, cipher, trialId);
  if (!list) return undefined;
  const name = { trial: trialId, list: list.listId };
  const index = list.rows.findIndex((row) => row.stratum === stratum && row.position === position);
  if (index < 0 || rootOf(name, list.rows) !== list.root) return undefined;
  const { row, ...opening } = openingOf(name, list.rows, index);
  return {
    format: CERTIFICATE,
    codeBreakId: id,
    participantId,
    brokenBy,
    brokenAt: brokenAt.toString({ fractionalSecondDigits: 3 }),
    cause,
    opening: { ...opening, row: { ...row, path: [...row.path] } },
  };
}
