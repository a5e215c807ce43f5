import { instant, Rejection, type Instant, type PersonId, type TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { BatchInStock, BatchStatus } from '../../domain/cell-product/batch.js';
import type { TestResult } from '../../domain/cell-product/release.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { openBatch, openContent, type BatchContent } from './sealed-batch.js';

/** A batch as it stands, opened: it stays in the vault. */
export interface StandingBatch extends BatchInStock {
  readonly id: string;
  readonly content: BatchContent;
  readonly registeredBy: PersonId;
  readonly registeredAt: Instant;
  readonly statusNumber: number;
  readonly sterility: TestResult;
}

/** A product of any site, with the batch it is of. */
export interface ProductOfBatch {
  readonly id: string;
  readonly code: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly batchId: string;
  readonly discarded: boolean;
  readonly given: readonly { readonly participantId: string; readonly siteId: string }[];
}

/**
 * Held by whatever takes from the stock, changes a status or finds that something was given: no preparation slips past a
 * recall, and no recipient falls between the two.
 */
export async function lockStock(tx: Transaction, trialId: TrialId): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`cell product ${trialId}`]);
}

export async function standingBatches(
  tx: Transaction,
  cipher: VaultCipher,
  trialId: TrialId,
): Promise<readonly StandingBatch[]> {
  const taken = new Map<string, number>();
  for (const { batchId } of await productsOfAllSites(tx, cipher)) taken.set(batchId, (taken.get(batchId) ?? 0) + 1);
  const rows = await tx.query<BatchRow>(`${STANDING} order by batch.number`, [trialId]);
  return rows.map(({ sealedContent, registeredAt, ...row }) => {
    const content = openContent(cipher, row.id, sealedContent);
    const { arm, units, expiresAt } = content;
    return {
      ...row,
      content,
      arm,
      expiresAt: instant(expiresAt),
      unitsLeft: units - (taken.get(row.id) ?? 0),
      registeredAt: instant(registeredAt.toISOString()),
    };
  });
}

/** One batch by its number; `Rejection('batch-unknown')`. */
export async function batchByNumber(
  tx: Transaction,
  cipher: VaultCipher,
  { trialId, batchNumber }: { readonly trialId: TrialId; readonly batchNumber: string },
): Promise<StandingBatch> {
  const found = (await standingBatches(tx, cipher, trialId)).find(({ number }) => number === batchNumber);
  if (!found) throw new Rejection('batch-unknown', { field: 'batchNumber' });
  return found;
}

/** The status of a batch now. */
export async function statusOf(
  tx: Transaction,
  batchId: string,
): Promise<{ readonly status: BatchStatus; readonly number: number }> {
  const [last] = await tx.query<{ status: BatchStatus; number: number }>(
    'select status, number from batch_status where batch_id = $1 order by number desc limit 1',
    [batchId],
  );
  if (!last) throw new Error(`batch ${batchId} has no status`);
  return last;
}

/** Every product of the trial, whoever asks: who is followed up does not depend on who stops a batch. */
export async function productsOfAllSites(tx: Transaction, cipher: VaultCipher): Promise<readonly ProductOfBatch[]> {
  const rows = await tx.query<Omit<ProductOfBatch, 'batchId'> & { readonly sealedBatch: Buffer }>(
    `select id, code, site_id as "siteId", participant_id as "participantId", sealed_batch as "sealedBatch", discarded, given
       from products_of_all_sites()`,
  );
  return rows.map(({ sealedBatch, ...product }) => ({
    ...product,
    batchId: openBatch(cipher, product.id, sealedBatch),
  }));
}

interface BatchRow {
  readonly id: string;
  readonly number: string;
  readonly sealedContent: Buffer;
  readonly registeredBy: PersonId;
  readonly registeredAt: Date;
  readonly status: BatchStatus;
  readonly statusNumber: number;
  readonly sterility: TestResult;
}

const STANDING = `
  select batch.id, batch.number, batch.sealed_content as "sealedContent", batch.registered_by as "registeredBy",
         batch.registered_at as "registeredAt", last.status, last.number as "statusNumber", last.sterility
    from batch cross join lateral (select status, number, sterility from batch_status
      where batch_id = batch.id order by number desc limit 1) last
   where batch.trial_id = $1`;
