import type { LateResults } from '../../domain/cell-product/batch.js';
import type { ReleaseAttributes } from '../../domain/cell-product/release.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';

/** What a batch is, as it was registered. */
export interface BatchContent {
  readonly donorCode: string;
  readonly arm: string;
  readonly units: number;
  readonly expiresAt: string;
  readonly attributes: ReleaseAttributes;
}

/** What came with a status: results, and why, in words that may tell what the batch is. */
export interface StatusAccount {
  readonly results?: LateResults;
  readonly account: string;
}

/** That somebody was followed up. */
export interface Closure {
  readonly followUpId: string;
  /** The status of the batch that had called for it. */
  readonly statusNumber: number;
  readonly account: string;
}

export const sealContent = (cipher: VaultCipher, batchId: string, content: BatchContent): Buffer =>
  sealed(cipher, `batch ${batchId}`, content);
export const openContent = (cipher: VaultCipher, batchId: string, text: Buffer): BatchContent =>
  opened(cipher, `batch ${batchId}`, text) as BatchContent;

export const sealAccount = (cipher: VaultCipher, batchId: string, number: number, account: StatusAccount): Buffer =>
  sealed(cipher, `batch status ${batchId} ${number}`, account);
export const openAccount = (cipher: VaultCipher, batchId: string, number: number, text: Buffer): StatusAccount =>
  opened(cipher, `batch status ${batchId} ${number}`, text) as StatusAccount;

/** Which batch a product is of: the identifier of the batch. */
export const sealBatch = (cipher: VaultCipher, productId: string, batchId: string): Buffer =>
  sealed(cipher, `product ${productId}`, batchId, BATCH_BYTES);
export const openBatch = (cipher: VaultCipher, productId: string, text: Buffer): string =>
  opened(cipher, `product ${productId}`, text) as string;

export const sealClosure = (cipher: VaultCipher, id: string, closure: Closure): Buffer =>
  sealed(cipher, `closure ${id}`, closure);
export const openClosure = (cipher: VaultCipher, id: string, text: Buffer): Closure =>
  opened(cipher, `closure ${id}`, text) as Closure;

/** More than any of them takes, whatever its words: the length stored says nothing. */
const BYTES = 8_192;
const BATCH_BYTES = 64;

const sealed = (cipher: VaultCipher, place: string, content: unknown, bytes = BYTES): Buffer =>
  cipher.seal(JSON.stringify(content), place, bytes);

/** What cannot be opened is broken, not refused: nobody is told of a product on a guess. */
function opened(cipher: VaultCipher, place: string, sealedContent: Buffer): unknown {
  const text = cipher.open(sealedContent, place);
  if (text === undefined) throw new Error(`${place} cannot be opened`);
  return JSON.parse(text);
}
