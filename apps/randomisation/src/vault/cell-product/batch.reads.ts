import { instant, isAfter, Rejection, type Instant, type PersonId, type TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { BatchInStock, BatchStatus } from '../../domain/cell-product/batch.js';
import type { TracedProduct } from '../../domain/cell-product/look-back.js';
import type { ReleaseAttributes } from '../../domain/cell-product/release.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { openAccount, openBatch, openContent, type BatchContent, type StatusAccount } from './sealed-batch.js';

export interface KnownStatus extends StatusAccount {
  readonly number: number;
  readonly status: BatchStatus;
  readonly changedBy: PersonId;
  readonly changedAt: Instant;
}

/** A batch with all that was ever said of it, opened: it stays in the vault. */
export interface KnownBatch {
  readonly id: string;
  readonly number: string;
  readonly content: BatchContent;
  readonly expiresAt: Instant;
  /** As known now. */
  readonly attributes: ReleaseAttributes;
  readonly registeredBy: PersonId;
  readonly registeredAt: Instant;
  /** Whoever registered it, or last entered a result. */
  readonly measuredBy: PersonId;
  /** From the first on; the last is in force. */
  readonly history: readonly KnownStatus[];
  readonly last: KnownStatus;
}

export type StockedBatch = KnownBatch & BatchInStock;

/** A product of any site, opened. */
export type ProductOfBatch = TracedProduct & { readonly id: string };

/** Held by whatever takes from the stock or changes a status: no preparation slips past a recall. And by a thaw, one at a time. */
export async function lockStock(tx: Transaction, trialId: TrialId): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${STOCK})`, [trialId]);
}

/** Held by any other scan: it waits for a status that is being changed, and not for other scans. */
export async function holdStatuses(tx: Transaction, trialId: TrialId): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock_shared(${STOCK})`, [trialId]);
}

export async function knownBatches(tx: Transaction, cipher: VaultCipher, trialId: TrialId): Promise<KnownBatch[]> {
  const rows = await tx.query<BatchRow>(`${BATCH} where batch.trial_id = $1 group by batch.id order by batch.number`, [
    trialId,
  ]);
  return rows.map((row) => knownBatch(cipher, row));
}

export async function batchById(tx: Transaction, cipher: VaultCipher, batchId: string): Promise<KnownBatch> {
  const [row] = await tx.query<BatchRow>(`${BATCH} where batch.id = $1 group by batch.id`, [batchId]);
  if (!row) throw new Error(`batch ${batchId} is not there`);
  return knownBatch(cipher, row);
}

/** One batch by its number; `Rejection('batch-unknown')`. */
export async function batchByNumber(
  tx: Transaction,
  cipher: VaultCipher,
  { trialId, batchNumber }: { readonly trialId: TrialId; readonly batchNumber: string },
): Promise<KnownBatch> {
  const found = (await knownBatches(tx, cipher, trialId)).find(({ number }) => number === batchNumber);
  if (!found) throw new Rejection('batch-unknown', { field: 'batchNumber' });
  return found;
}

/** The batches of a trial with what is left of them, and what was prepared of them. */
export async function stockOf(
  tx: Transaction,
  cipher: VaultCipher,
  trialId: TrialId,
): Promise<{ readonly batches: readonly StockedBatch[]; readonly products: readonly ProductOfBatch[] }> {
  const products = await productsOfAllSites(tx, cipher);
  const taken = new Map<string, number>();
  for (const { batchId } of products) taken.set(batchId, (taken.get(batchId) ?? 0) + 1);
  const batches = (await knownBatches(tx, cipher, trialId)).map((batch) => ({
    ...batch,
    status: batch.last.status,
    arm: batch.content.arm,
    unitsLeft: batch.content.units - (taken.get(batch.id) ?? 0),
  }));
  return { batches, products };
}

/** The status a batch had at a moment; before its first it stood in quarantine. */
export const statusAt = ({ history }: KnownBatch, at: Instant): BatchStatus =>
  history.filter(({ changedAt }) => !isAfter(changedAt, at)).at(-1)?.status ?? 'quarantined';

/** Every product of the trial, whoever asks: who is followed up does not depend on who looks. */
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

const STOCK = `hashtextextended('cell product ' || $1, 0)`;

const BATCH = `
  select batch.id, batch.number, batch.sealed_content as "sealedContent", batch.registered_by as "registeredBy",
         batch.registered_at as "registeredAt",
         jsonb_agg(jsonb_build_object('number', said.number, 'status', said.status, 'changedBy', said.changed_by,
           'changedAt', said.changed_at, 'sealedAccount', encode(said.sealed_account, 'base64')) order by said.number) as said
    from batch join batch_status said on said.batch_id = batch.id`;

interface BatchRow {
  readonly id: string;
  readonly number: string;
  readonly sealedContent: Buffer;
  readonly registeredBy: PersonId;
  readonly registeredAt: Date;
  readonly said: readonly {
    readonly number: number;
    readonly status: BatchStatus;
    readonly changedBy: PersonId;
    readonly changedAt: string;
    readonly sealedAccount: string;
  }[];
}

function knownBatch(cipher: VaultCipher, { sealedContent, registeredAt, said, ...batch }: BatchRow): KnownBatch {
  const content = openContent(cipher, batch.id, sealedContent);
  const history = said.map(({ sealedAccount, changedAt, ...status }) => ({
    ...status,
    changedAt: instant(changedAt),
    ...openAccount(cipher, batch.id, status.number, Buffer.from(sealedAccount, 'base64')),
  }));
  const last = history.at(-1);
  if (!last) throw new Error(`batch ${batch.id} has no status`);
  const attributes = history.reduce<ReleaseAttributes>(
    (known, { results }) => ({ ...known, ...results }),
    content.attributes,
  );
  const measuredBy = history.filter(({ results }) => results !== undefined).at(-1)?.changedBy ?? batch.registeredBy;
  return {
    ...batch,
    content,
    expiresAt: instant(content.expiresAt),
    attributes,
    registeredAt: instant(registeredAt.toISOString()),
    measuredBy,
    history,
    last,
  };
}
