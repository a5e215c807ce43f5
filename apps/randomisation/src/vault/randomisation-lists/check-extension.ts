import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { addedRows } from '../../domain/list-extension.js';
import type { ListRow } from '../../domain/list-row.js';
import { strataIn } from '../../domain/specification.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import type { ListOrigin, SaltedRow } from './sealed-list.js';
import { listInUse, originOf, rowsOf, type ListInUse } from './stored-list.js';

/** The list of a trial that is to be extended; `Rejection('list-unknown')` unless it is the sealed one. */
export async function listToExtend(tx: Transaction, listId: string): Promise<ListInUse> {
  const inUse = await listInUse(tx, tx.context.trialId);
  if (inUse?.sealed.id !== listId) {
    throw new Rejection('list-unknown', { field: 'listId', rule: 'the sealed list of the trial is extended' });
  }
  return inUse;
}

/**
 * Holds a longer list against the one in use, row by row.
 *
 * @returns the rows in use, with their salts, and what the longer list adds; `Rejection('extension-differs')` otherwise.
 */
export async function checkExtension<Row extends ListRow>(
  tx: Transaction,
  cipher: VaultCipher,
  { sealed, latest }: ListInUse,
  { origin, rows }: { readonly origin: ListOrigin; readonly rows: readonly Row[] },
): Promise<{ readonly before: readonly SaltedRow[]; readonly added: readonly Row[] }> {
  if (originOf(cipher, latest).kind !== origin.kind) {
    throw new Rejection('extension-differs', { field: 'listId', rule: 'a list is extended in the way it was made' });
  }
  const before = await rowsOf(tx, cipher, sealed.id, strataIn(origin.specification));
  return { before, added: addedRows(before, rows) };
}
