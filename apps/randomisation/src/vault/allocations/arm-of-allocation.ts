import type { Transaction } from '@trial/persistence';
import { armsOf } from '../../domain/arm-of.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { openRow } from '../randomisation-lists/sealed-list.js';
import { listInUse, originOf } from '../randomisation-lists/stored-list.js';
import { allocationsUpTo, type HeldRow } from './allocation.reads.js';

/**
 * The arm of one allocation: what stands in its row, or, in a minimised trial, what follows from the throws and levels up
 * to it. The one place where an arm is opened for somebody; what calls it has it on record first and stores no answer.
 *
 * A store that cannot be opened, or a level the list does not know, is broken, not refused: an arm that is told stays
 * told, so none is told on a guess.
 */
export async function armOf(tx: Transaction, cipher: VaultCipher, held: HeldRow): Promise<string> {
  const inUse = await listInUse(tx, tx.context.trialId);
  if (inUse?.sealed.id !== held.listId) throw new Error(`allocation ${held.allocationId} is from no list in use`);
  const { specification } = originOf(cipher, inUse.latest);
  const before = specification.method === 'minimisation' ? await allocationsUpTo(tx, held) : [held];
  const rows = before.flatMap((each) => openRow(cipher, each) ?? []);
  const arms = armsOf(specification, rows, before);
  const arm = arms.at(-1);
  if (arm === undefined || arms.includes(undefined) || before.at(-1)?.allocationId !== held.allocationId) {
    throw new Error(`allocation ${held.allocationId} cannot be opened`);
  }
  return arm;
}
