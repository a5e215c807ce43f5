import { instant, type Instant, type ParticipantId, type PersonId, type SiteId, type TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Bearer, Product, ProductStep } from '../../domain/cell-product/product.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { batchById, statusAt } from './batch.reads.js';
import { openBatch } from './sealed-batch.js';

export interface KnownProduct extends Product {
  readonly siteId: SiteId;
  readonly warnAt: Instant | null;
}

/**
 * The product with a code, of whatever site; nobody else scans it before this transaction ends. As everything that is
 * committed has it, whatever clock it was written by: a scan that waited began before the recall it waited for. Of what was
 * given, as it stood at that moment. What was already given elsewhere counts: a label is on one syringe.
 */
export async function lockProduct(
  tx: Transaction,
  cipher: VaultCipher,
  { trialId, code, at }: { readonly trialId: TrialId; readonly code: string; readonly at?: Instant },
): Promise<KnownProduct | undefined> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`product ${trialId} ${code}`]);
  const [row] = await tx.query<ProductRow>(
    `select id, site_id as "siteId", participant_id as "participantId", prepared_by as "preparedBy",
            sealed_batch as "sealedBatch", done, usable_until as "usableUntil", warn_at as "warnAt"
       from product_by_code($1, $2)`,
    [code, at?.toString() ?? null],
  );
  if (!row) return undefined;
  const { id, sealedBatch, usableUntil, warnAt, ...product } = row;
  const batch = await batchById(tx, cipher, openBatch(cipher, id, sealedBatch));
  return {
    ...product,
    batchReleased: (at ? statusAt(batch, at) : batch.last.status) === 'released',
    batchExpiresAt: batch.expiresAt,
    usableUntil: usableUntil && instant(usableUntil.toISOString()),
    warnAt: warnAt && instant(warnAt.toISOString()),
  };
}

/** @param sessions how often the trial gives its product to one participant. */
export async function bearerOf(tx: Transaction, participantId: ParticipantId, sessions: number): Promise<Bearer> {
  const [found] = await tx.query<{ hasLeft: boolean; sessions: number }>(
    'select has_left as "hasLeft", sessions from bearer($1)',
    [participantId],
  );
  return { participantId, hasLeft: found?.hasLeft ?? false, isTreated: (found?.sessions ?? 0) >= sessions };
}

interface ProductRow {
  readonly id: string;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly preparedBy: PersonId;
  readonly sealedBatch: Buffer;
  readonly done: ProductStep[];
  readonly usableUntil: Date | null;
  readonly warnAt: Date | null;
}
