export { Cipher, type SealedWhere } from './cipher.js';
export { KeyCommand } from './key-command.js';
export { keyConfig } from './key-config.js';
export type { KeyProvider } from './key-provider.js';
