import type { GeneratedRandomisationList } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import type { ListRow } from '../../domain/list-row.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { checksumOf } from './checksum.js';
import { ListPositions } from './list-position.table.js';
import { RandomisationLists } from './randomisation-list.table.js';
import { newSalt, sealOrigin, sealRow, type ListOrigin, type SaltedRow } from './sealed-list.js';

/** A list that was made and checked, in clear. */
export interface MadeList {
  readonly trial: TrialConfiguration;
  readonly origin: ListOrigin;
  readonly rows: readonly ListRow[];
  /** The sealed list that it extends. */
  readonly extendsList?: string;
}

/**
 * Keeps a list encrypted until a second person releases it. What is returned is stored as the receipt: it holds a checksum
 * and nothing of the list. `Rejection('list-already-sealed')` for a list of its own where the trial has one.
 */
export async function keepList(
  tx: Transaction,
  cipher: VaultCipher,
  { trial, origin, rows, extendsList }: MadeList,
): Promise<Omit<GeneratedRandomisationList, 'summaries'>> {
  const lists = tx.rows(RandomisationLists);
  if (extendsList === undefined && (await lists.existsBy({ trialId: trial.id, status: 'sealed' }))) {
    throw new Rejection('list-already-sealed');
  }
  const listId = tx.newId();
  const checksum = checksumOf(origin, rows);
  await lists.insert({
    id: listId,
    trialId: trial.id,
    trialVersion: trial.version,
    trialChecksum: trial.checksum,
    environment: cipher.environment,
    keyId: cipher.keyId,
    status: 'generated',
    extendsList: extendsList ?? null,
    positions: rows.length,
    checksum,
    sealedSpecification: sealOrigin(cipher, listId, origin),
    generatedBy: tx.context.actor,
    generatedAt: tx.now,
    releasedBy: null,
    releasedAt: null,
    commitmentRoot: null,
  });
  await insertRows(
    tx,
    cipher,
    listId,
    rows.map((row) => ({ ...row, salt: newSalt() })),
  );
  const { environment } = cipher;
  return { listId, positions: rows.length, checksum, environment, trialFile: trial.checksum };
}

/** Stores rows under a list, each sealed at its place. */
export async function insertRows(
  tx: Transaction,
  cipher: VaultCipher,
  listId: string,
  rows: readonly SaltedRow[],
): Promise<void> {
  const { trialId } = tx.context;
  for (let from = 0; from < rows.length; from += BATCH) {
    await tx.rows(ListPositions).insert(
      rows.slice(from, from + BATCH).map((row) => {
        const { stratum, position } = row;
        return { listId, stratum, position, trialId, sealedRow: sealRow(cipher, listId, row) };
      }),
    );
  }
}

/** Rows per statement: Postgres takes at most 65 535 parameters. */
const BATCH = 5_000;
