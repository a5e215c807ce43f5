import { Rejection } from '@trial/kernel';

/** What a list stores beside its seed, so that a stranger knows which machine turned the one into the other (R01). */
export const GENERATOR = 'chacha20-rfc8439';

/** A reproducible source of chance: the same seed and stream give the same draws, on any machine, for ever. */
export interface RandomStream {
  /** The next 32 bits, as an integer from 0 to 2^32 - 1. */
  next32(): number;
  /** An integer from 0 to `n` - 1, every one equally likely; `RangeError` unless `n` is an integer from 1 to 2^32. */
  below(n: number): number;
}

/**
 * The key stream of ChaCha20 (RFC 8439, 2.3 and 2.4) read as little-endian 32-bit words: key = seed, block counter
 * from 0, nonce = `stream` in its first word and zeros behind it. A cipher and not a statistical generator, because a
 * list must stay secret while parts of it are known: after a code break nobody may compute the rest from the part.
 *
 * @param seed 32 bytes as 64 lower-case hexadecimal digits, drawn by the caller from the system's secure source;
 *   `Rejection('seed-not-readable')` otherwise. The refusal never repeats the seed.
 * @param stream an integer from 0 to 2^32 - 1; streams of one seed are independent of each other.
 */
export function randomStream(seed: string, stream: number): RandomStream {
  const key = keyOf(seed);
  let block: readonly number[] = [];
  let counter = 0;
  let used = 0;

  const next32 = (): number => {
    if (used === block.length) {
      block = chacha20Block(key, counter, [stream, 0, 0]);
      counter += 1;
      used = 0;
    }
    const word = block[used] ?? 0;
    used += 1;
    return word;
  };
  return { next32, below: (n) => below(next32, n) };
}

/**
 * One block of ChaCha20 as sixteen words (RFC 8439, 2.3).
 *
 * @param key eight words, `nonce` three, all little-endian; `counter` from 0 to 2^32 - 1.
 */
export function chacha20Block(key: readonly number[], counter: number, nonce: readonly number[]): readonly number[] {
  const start = Uint32Array.from([...SIGMA, ...key, counter, ...nonce]);
  const words = Uint32Array.from(start);
  for (let round = 0; round < 20; round += 2) {
    for (const [a, b, c, d] of COLUMNS_THEN_DIAGONALS) quarterRound(words, a, b, c, d);
  }
  return Array.from(words, (word, i) => (word + wordAt(start, i)) >>> 0);
}

/** "expand 32-byte k" as four words: the constant of RFC 8439, 2.3. */
const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;

const COLUMNS_THEN_DIAGONALS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

function quarterRound(words: Uint32Array, a: number, b: number, c: number, d: number): void {
  add(words, a, b);
  mix(words, d, a, 16);
  add(words, c, d);
  mix(words, b, c, 12);
  add(words, a, b);
  mix(words, d, a, 8);
  add(words, c, d);
  mix(words, b, c, 7);
}

/** A `Uint32Array` keeps the sum modulo 2^32 by itself. */
function add(words: Uint32Array, to: number, from: number): void {
  words[to] = wordAt(words, to) + wordAt(words, from);
}

function mix(words: Uint32Array, to: number, from: number, turn: number): void {
  const bits = wordAt(words, to) ^ wordAt(words, from);
  words[to] = (bits << turn) | (bits >>> (32 - turn));
}

const wordAt = (words: Uint32Array, i: number): number => words[i] ?? 0;

/** Draws above the largest multiple of `n` are thrown away: a plain remainder would favour the small numbers. */
function below(next32: () => number, n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) throw new RangeError(`no integer below ${n} can be drawn`);
  const limit = Math.floor(2 ** 32 / n) * n;
  let drawn = next32();
  while (drawn >= limit) drawn = next32();
  return drawn % n;
}

function keyOf(seed: string): readonly number[] {
  if (!/^[0-9a-f]{64}$/.test(seed)) {
    throw new Rejection('seed-not-readable', { field: 'seed', rule: 'a seed is 32 bytes in 64 lower-case hex digits' });
  }
  return Array.from({ length: 8 }, (_, i) => {
    const bytes = Array.from({ length: 4 }, (_, j) => parseInt(seed.slice(8 * i + 2 * j, 8 * i + 2 * j + 2), 16));
    return bytes.reduceRight((word, byte) => word * 256 + byte, 0);
  });
}
