import { createHash } from 'node:crypto';
import { canonicalJson } from '@trial/trial-configuration';

/** SHA-256, hexadecimal, of what somebody signs, as canonical JSON: the same for the same content, whenever it is read. */
export const contentHash = (content: object): string =>
  createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex');
