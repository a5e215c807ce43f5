import type { ReleaseAttributes } from '../../domain/cell-product/release.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';

/** What a batch is: kept as one ciphertext, of the same length for every batch. */
export interface BatchContent {
  readonly donorCode: string;
  readonly arm: string;
  readonly units: number;
  readonly expiresAt: string;
  readonly attributes: ReleaseAttributes;
}

/** Who received what of a stopped batch. */
export interface SealedRecipient {
  readonly code: string;
  readonly participantId: string;
  readonly siteId: string;
  readonly given: boolean;
}

export const sealContent = (cipher: VaultCipher, batchId: string, content: BatchContent): Buffer =>
  cipher.seal(JSON.stringify(content), `batch ${batchId}`, CONTENT_BYTES);
export const openContent = (cipher: VaultCipher, batchId: string, sealed: Buffer): BatchContent =>
  JSON.parse(opened(cipher, sealed, `batch ${batchId}`)) as BatchContent;

export const sealReason = (cipher: VaultCipher, batchId: string, number: number, reason: string): Buffer =>
  cipher.seal(reason, reasonPlace(batchId, number), TEXT_BYTES);
export const openReason = (cipher: VaultCipher, batchId: string, number: number, sealed: Buffer): string =>
  opened(cipher, sealed, reasonPlace(batchId, number));

/** Which batch a product is of: the identifier of the batch. */
export const sealBatch = (cipher: VaultCipher, productId: string, batchId: string): Buffer =>
  cipher.seal(batchId, `product ${productId}`, BATCH_BYTES);
export const openBatch = (cipher: VaultCipher, productId: string, sealed: Buffer): string =>
  opened(cipher, sealed, `product ${productId}`);

export const sealRecipient = (cipher: VaultCipher, followUpId: string, recipient: SealedRecipient): Buffer =>
  cipher.seal(JSON.stringify(recipient), `follow-up ${followUpId}`, RECIPIENT_BYTES);
export const openRecipient = (cipher: VaultCipher, followUpId: string, sealed: Buffer): SealedRecipient =>
  JSON.parse(opened(cipher, sealed, `follow-up ${followUpId}`)) as SealedRecipient;

export const sealAccountOf = (cipher: VaultCipher, followUpId: string, account: string): Buffer =>
  cipher.seal(account, `closure ${followUpId}`, TEXT_BYTES);

/** More than each takes, whatever its words: the length stored says nothing. */
const CONTENT_BYTES = 2_048;
const TEXT_BYTES = 4_096;
const BATCH_BYTES = 64;
const RECIPIENT_BYTES = 512;

const reasonPlace = (batchId: string, number: number): string => `batch status ${batchId} ${number}`;

/** What cannot be opened is broken, not refused: nobody is told of a product on a guess. */
function opened(cipher: VaultCipher, sealed: Buffer, place: string): string {
  const text = cipher.open(sealed, place);
  if (text === undefined) throw new Error(`${place} cannot be opened`);
  return text;
}
