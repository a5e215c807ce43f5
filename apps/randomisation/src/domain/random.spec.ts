import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import vectors from '../../../../test/vectors/permuted-block-draws.json' with { type: 'json' };
import { chacha20Block, randomStream } from './random.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const anySeed = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const anyStream = fc.integer({ min: 0, max: 2 ** 32 - 1 });

const wordsOf = (hex: string): readonly number[] =>
  Array.from({ length: hex.length / 8 }, (_, i) => Buffer.from(hex, 'hex').readUInt32LE(4 * i));

describe('the generator', () => {
  it.each(vectors.blocks)('gives the published key stream of $source', ({ key, counter, nonce, keyStream }) => {
    expect(chacha20Block(wordsOf(key), counter, wordsOf(nonce))).toEqual(wordsOf(keyStream));
  });

  it('agrees with the cipher of the platform on any seed and stream, across block borders', () => {
    fc.assert(
      fc.property(anySeed, anyStream, (seed, stream) => {
        const iv = Buffer.alloc(16);
        iv.writeUInt32LE(stream, 4);
        const keyStream = createCipheriv('chacha20', Buffer.from(seed, 'hex'), iv).update(Buffer.alloc(200));
        const random = randomStream(seed, stream);
        expect(Array.from({ length: 50 }, () => random.next32())).toEqual(wordsOf(keyStream.toString('hex')));
      }),
    );
  });

  it.each(vectors.draws)(
    'draws the golden integers below $below from stream $stream',
    ({ seed, stream, below, draws }) => {
      const random = randomStream(seed, stream);
      expect(draws.map(() => random.below(below))).toEqual(draws);
    },
  );

  it('draws every integer below n about equally often', () => {
    const random = randomStream(SEED, 0);
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 60_000; i += 1) {
      const drawn = random.below(6);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('throws draws away where a remainder would favour small numbers', () => {
    // Below 3 * 2^30 a plain remainder would give the lower third twice as often as the rest.
    const random = randomStream(SEED, 0);
    let low = 0;
    for (let i = 0; i < 6_000; i += 1) if (random.below(3 * 2 ** 30) < 2 ** 30) low += 1;
    expect(Math.abs(low - 2_000)).toBeLessThan(200);
  });

  it('never leaves the range it was asked for', () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 1, max: 2 ** 32 }), (seed, n) => {
        const drawn = randomStream(seed, 0).below(n);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < n).toBe(true);
      }),
    );
  });

  it.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])('breaks rather than draw below %s', (n) => {
    expect(() => randomStream(SEED, 0).below(n)).toThrow(RangeError);
  });

  it.each(['', SEED.slice(1), SEED.toUpperCase(), `${SEED}00`, SEED.replace('0', 'g')])(
    'refuses the seed "%s"',
    (seed) => {
      expect(() => randomStream(seed, 0)).toThrow(expect.objectContaining({ code: 'seed-not-readable' }));
    },
  );

  it('never repeats a refused seed', () => {
    const nearlyASeed = SEED.slice(0, 62);
    const refusal = (): unknown => {
      try {
        return randomStream(nearlyASeed, 0);
      } catch (error) {
        return error;
      }
    };
    expect(JSON.stringify([String(refusal()), refusal()])).not.toContain(nearlyASeed.slice(0, 8));
  });
});
