import { keyAfter, pageOf, pageSize, type BatchPage, type PageOfTrial } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { stockOf, type StockedBatch } from './batch.reads.js';

/** Batches by their numbers, with their history. */
export async function batchPage(tx: Transaction, cipher: VaultCipher, request: PageOfTrial): Promise<BatchPage> {
  const after = keyAfter(request.cursor);
  const { batches } = await stockOf(tx, cipher, request.trialId);
  const further = batches.filter(({ number }) => number > after);
  const { items, nextCursor } = pageOf(further, pageSize(request), ({ number }) => number);
  return { items: items.map(viewOf), ...(nextCursor === undefined ? {} : { nextCursor }) };
}

const viewOf = ({
  number,
  content,
  attributes,
  unitsLeft,
  status,
  registeredBy,
  registeredAt,
  history,
}: StockedBatch) => ({
  batchNumber: number,
  ...content,
  attributes,
  unitsLeft,
  status,
  registeredBy,
  registeredAt: shown(registeredAt),
  history: history.map(({ number: _, changedAt, ...said }) => ({ ...said, changedAt: shown(changedAt) })),
});

const shown = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
