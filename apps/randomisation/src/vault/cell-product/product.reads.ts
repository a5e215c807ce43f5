import { instant, type ParticipantId, type PersonId, type SiteId, type TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Product, ProductStep } from '../../domain/cell-product/product.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { statusOf } from './batch.reads.js';
import { openBatch } from './sealed-batch.js';

export interface KnownProduct extends Product {
  readonly siteId: SiteId;
  readonly batchId: string;
}

/** The product with a code, as far as the caller may see it; nobody else scans it before this transaction ends. */
export async function lockProduct(
  tx: Transaction,
  cipher: VaultCipher,
  { trialId, code }: { readonly trialId: TrialId; readonly code: string },
): Promise<KnownProduct | undefined> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`product ${trialId} ${code}`]);
  const [row] = await tx.query<ProductRow>(
    `select product.id, site_id as "siteId", participant_id as "participantId", prepared_by as "preparedBy",
            sealed_batch as "sealedBatch", array_remove(array_agg(scan.step), null) as done,
            max(scan.usable_until) as "usableUntil"
       from product left join (select code, step, usable_until from product_scan
         where trial_id = $1 and code = $2 and (outcome = 'accepted' or step = 'use')) scan using (code)
      where trial_id = $1 and code = $2 group by product.id`,
    [trialId, code],
  );
  if (!row) return undefined;
  const { id, sealedBatch, usableUntil, ...product } = row;
  const batchId = openBatch(cipher, id, sealedBatch);
  const { status } = await statusOf(tx, batchId);
  return {
    ...product,
    batchId,
    batchReleased: status === 'released',
    usableUntil: usableUntil && instant(usableUntil.toISOString()),
  };
}

interface ProductRow {
  readonly id: string;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly preparedBy: PersonId;
  readonly sealedBatch: Buffer;
  readonly done: ProductStep[];
  readonly usableUntil: Date | null;
}
