import type { TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { strataIn, type Specification } from '../../domain/specification.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { ListPositions } from './list-position.table.js';
import { openOrigin, openRow, type SaltedRow } from './sealed-list.js';
import { listInUse } from './stored-list.js';

/** The list of a trial as it was committed to last, in clear. */
export interface OpenedList {
  readonly listId: string;
  readonly root: string;
  readonly specification: Specification;
  /** Stratum by stratum as in the specification, positions ascending. */
  readonly rows: readonly SaltedRow[];
}

/** Undefined when nothing is sealed, or when a part of it cannot be opened with the key of this environment. */
export async function openedList(
  tx: Transaction,
  cipher: VaultCipher,
  trialId: TrialId,
): Promise<OpenedList | undefined> {
  const inUse = await listInUse(tx, trialId);
  const origin = inUse && openOrigin(cipher, inUse.latest.id, inUse.latest.sealedSpecification);
  if (!origin || inUse.latest.commitmentRoot === null) return undefined;
  const listId = inUse.sealed.id;
  const strata = strataIn(origin.specification);
  const positions = await tx.rows(ListPositions).findBy({ listId });
  const rows = positions
    .sort((a, b) => strata.indexOf(a.stratum) - strata.indexOf(b.stratum) || a.position - b.position)
    .flatMap((position) => openRow(cipher, position) ?? []);
  if (rows.length < positions.length) return undefined;
  return { listId, root: inUse.latest.commitmentRoot, specification: origin.specification, rows };
}
