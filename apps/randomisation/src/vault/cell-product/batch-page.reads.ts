import { keyAfter, pageOf, pageSize, type BatchPage, type BatchStatusView, type PageOfTrial } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { standingBatches } from './batch.reads.js';
import { BatchStatusChanges } from './batch.tables.js';
import { openReason } from './sealed-batch.js';

/** Batches by their numbers, with their history. */
export async function batchPage(tx: Transaction, cipher: VaultCipher, request: PageOfTrial): Promise<BatchPage> {
  const limit = pageSize(request);
  const after = keyAfter(request.cursor);
  const batches = (await standingBatches(tx, cipher, request.trialId)).filter(({ number }) => number > after);
  const { items, nextCursor } = pageOf(batches, limit, ({ number }) => number);
  const views = await Promise.all(
    items.map(async ({ id, number, content, unitsLeft, status, registeredBy, registeredAt }) => ({
      batchNumber: number,
      ...content,
      unitsLeft,
      status,
      registeredBy,
      registeredAt: shown(registeredAt),
      history: await historyOf(tx, cipher, id),
    })),
  );
  return { items: views, ...(nextCursor === undefined ? {} : { nextCursor }) };
}

async function historyOf(tx: Transaction, cipher: VaultCipher, batchId: string): Promise<BatchStatusView[]> {
  const changes = await tx.rows(BatchStatusChanges).find({ where: { batchId }, order: { number: 'asc' } });
  return changes.map(({ number, status, sterility, sealedReason, changedBy, changedAt }) => ({
    status,
    sterility,
    reason: openReason(cipher, batchId, number, sealedReason),
    changedBy,
    changedAt: shown(changedAt),
  }));
}

const shown = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
