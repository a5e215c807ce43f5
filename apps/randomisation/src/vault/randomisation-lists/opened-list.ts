import type { Transaction } from '@trial/persistence';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { ListPositions } from './list-position.table.js';
import { RandomisationLists } from './randomisation-list.table.js';
import { openOrigin, openRow, type SaltedRow } from './sealed-list.js';

/** A list as it was committed to, in clear. */
export interface OpenedList {
  readonly root: string;
  /** Stratum by stratum as in the specification, positions ascending. */
  readonly rows: readonly SaltedRow[];
}

/** A sealed list, opened; undefined when a part of it cannot be opened with the key of this environment. */
export async function openedList(
  tx: Transaction,
  cipher: VaultCipher,
  listId: string,
): Promise<OpenedList | undefined> {
  const list = await tx.rows(RandomisationLists).findOneBy({ id: listId });
  const origin = list && openOrigin(cipher, listId, list.sealedSpecification);
  if (!origin || list.commitmentRoot === null) return undefined;
  const { strata } = origin.specification;
  const positions = await tx.rows(ListPositions).findBy({ listId });
  const rows = positions
    .sort((a, b) => strata.indexOf(a.stratum) - strata.indexOf(b.stratum) || a.position - b.position)
    .flatMap((position) => openRow(cipher, position) ?? []);
  return rows.length === positions.length ? { root: list.commitmentRoot, rows } : undefined;
}
