import type { TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { ListPositions } from './list-position.table.js';
import { RandomisationLists, type RandomisationList } from './randomisation-list.table.js';
import { openOrigin, openRow, type ListOrigin, type SaltedRow } from './sealed-list.js';

/** The list a trial allocates from. */
export interface ListInUse {
  readonly sealed: RandomisationList;
  /** Released behind it, in that order. */
  readonly added: readonly RandomisationList[];
  /** What all of its rows are made from: the last list that was added, or itself. */
  readonly latest: RandomisationList;
}

/** Undefined while nothing is sealed. */
export async function listInUse(tx: Transaction, trialId: TrialId): Promise<ListInUse | undefined> {
  const lists = tx.rows(RandomisationLists);
  const sealed = await lists.findOneBy({ trialId, status: 'sealed' });
  if (!sealed) return undefined;
  // Each holds all rows of the one before, and more.
  const added = await lists.find({ where: { extendsList: sealed.id, status: 'added' }, order: { positions: 'asc' } });
  return { sealed, added, latest: added.at(-1) ?? sealed };
}

/** What a list is made from; one that cannot be opened is broken, not refused. */
export function originOf(cipher: VaultCipher, { id, sealedSpecification, keyId }: RandomisationList): ListOrigin {
  const origin = openOrigin(cipher, id, sealedSpecification);
  if (!origin) {
    throw new Error(`list ${id} of key ${keyId ?? 'unknown'} cannot be opened with key ${cipher.keyId}`);
  }
  return origin;
}

/** Every row that stands under a list, in the order of `strata`; a row that cannot be opened is broken, not refused. */
export async function rowsOf(
  tx: Transaction,
  cipher: VaultCipher,
  listId: string,
  strata: readonly string[],
): Promise<readonly SaltedRow[]> {
  const positions = await tx.rows(ListPositions).findBy({ listId });
  return positions
    .sort((a, b) => strata.indexOf(a.stratum) - strata.indexOf(b.stratum) || a.position - b.position)
    .map((position) => {
      const row = openRow(cipher, position);
      if (!row) throw new Error(`a row of list ${listId} cannot be opened at its place`);
      return row;
    });
}
