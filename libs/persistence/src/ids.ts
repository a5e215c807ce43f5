import { createHash, randomBytes } from 'node:crypto';
import type { Instant } from '@trial/kernel';

/** Where the random part of an id comes from. */
export abstract class IdSource {
  /** Eighty or so bits for the id number `ordinal` of the work that `cause` asked for. */
  abstract bitsFor(cause: string, ordinal: number): Buffer;
}

/** Production: chance. */
export class RandomIds extends IdSource {
  bitsFor(): Buffer {
    return randomBytes(10);
  }
}

/**
 * Rehearsal: the same seed and the same cause give the same id, however the work was interleaved, so that two runs
 * can be compared byte by byte.
 */
export class ReproducibleIds extends IdSource {
  constructor(private readonly seed: string) {
    super();
  }

  bitsFor(cause: string, ordinal: number): Buffer {
    return createHash('sha256').update(`${this.seed}\n${cause}\n${ordinal}`).digest().subarray(0, 10);
  }
}

/** A UUIDv7 (RFC 9562, 5.7): 48 bits of trial time in milliseconds, then the given bits. */
export function uuidV7(at: Instant, bits: Buffer): string {
  const time = at.epochMilliseconds.toString(16).padStart(12, '0');
  const rest = Buffer.from(bits);
  rest[0] = ((rest[0] ?? 0) & 0x0f) | 0x70;
  rest[2] = ((rest[2] ?? 0) & 0x3f) | 0x80;
  const hex = time + rest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
