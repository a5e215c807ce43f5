import { Cipher } from '@trial/encryption';

/** The cipher of the vault, under the key of the vault. */
export class VaultCipher extends Cipher {}
