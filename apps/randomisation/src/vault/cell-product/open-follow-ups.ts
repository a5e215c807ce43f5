import { followUpOpened } from '@trial/contracts/restricted';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import type { ProductOfBatch } from './batch.reads.js';
import { FollowUps } from './follow-up.tables.js';
import { recipientsIn } from './recipients.js';
import { sealRecipient } from './sealed-batch.js';

interface StoppedBatch {
  readonly batchId: string;
  /** The status that stopped it. */
  readonly number: number;
}

/** One task for each recipient of a stopped batch among these products; how many there are. */
export async function openFollowUps(
  tx: Transaction,
  cipher: VaultCipher,
  { batchId, number }: StoppedBatch,
  products: readonly ProductOfBatch[],
): Promise<number> {
  const { trialId } = tx.context;
  const recipients = recipientsIn(batchId, products);
  for (const recipient of recipients) {
    const id = tx.newId();
    const sealedRecipient = sealRecipient(cipher, id, recipient);
    await tx.rows(FollowUps).insert({ id, trialId, batchId, statusNumber: number, sealedRecipient, openedAt: tx.now });
    // Not even the site is said: with few recipients it would tell who.
    publish(tx, followUpOpened, { trialId, siteId: '', followUpId: id });
  }
  return recipients.length;
}
