import type { VaultCipher } from '../encryption/vault-cipher.js';

export const sealAccount = (cipher: VaultCipher, reportId: string, account: string): Buffer =>
  cipher.seal(account, placeOf(reportId), ACCOUNT_BYTES);

/** Undefined when it cannot be opened: altered, moved, or of another environment. */
export const openAccount = (cipher: VaultCipher, reportId: string, sealed: Buffer): string | undefined =>
  cipher.open(sealed, placeOf(reportId));

/** More than 2 000 characters take, whatever they are: every account is stored in the same length. */
const ACCOUNT_BYTES = 8_192;

const placeOf = (reportId: string): string => `unblinding account ${reportId}`;
