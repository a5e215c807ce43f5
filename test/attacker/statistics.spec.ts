import fc from 'fast-check';
import { association, blockSums, fairCoin, holm, ranked, seeded, twoSided, type Truth } from './statistics.js';

/** Arms in permuted blocks of four. */
function drawn(n: number, chance: () => number): Truth {
  const arm = new Uint8Array(n);
  const block = Int32Array.from({ length: n }, (_, index) => Math.floor(index / 4));
  for (let from = 0; from < n; from += 4) {
    const order = [1, 1, 0, 0].map((value) => ({ value, at: chance() })).sort((a, b) => a.at - b.at);
    order.forEach(({ value }, index) => (arm[from + index] = value));
  }
  return { arm, block, blocks: n / 4 };
}

describe('the two-sided probability of a normal deviation', () => {
  it.each([
    [0, 1],
    [1, 0.317310507863],
    [1.959963984540054, 0.05],
    [2.8284271247, 0.0046777349811],
    [4, 6.33424836662e-5],
    [6, 1.97317529008e-9],
    [-3.290526731491926, 0.001],
  ])('of %d is %d', (z, p) => {
    expect(twoSided(z) / p).toBeCloseTo(1, 6);
  });
});

describe('the exact test of a fair coin', () => {
  it.each([
    [5, 10, 1],
    [8, 10, 0.109375],
    [10, 10, 2 / 1024],
    [0, 10, 2 / 1024],
    [3, 5, 1],
  ])('finds %d of %d with probability %d', (hits, n, p) => {
    expect(fairCoin(hits, n)).toBeCloseTo(p, 9);
  });
});

describe("Holm's correction", () => {
  it('multiplies the smallest by the number of tests, and never puts a smaller value above a larger', () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    expect(adjusted.map((value) => Number(value.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  });

  it('keeps the order, and never makes a value smaller nor larger than one', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
        const adjusted = holm(values);
        adjusted.forEach((value, index) => {
          expect(value).toBeGreaterThanOrEqual(values[index] ?? 0);
          expect(value).toBeLessThanOrEqual(1);
          values.forEach((other, at) => {
            if (other < (values[index] ?? 0)) expect(adjusted[at]).toBeLessThanOrEqual(value);
          });
        });
      }),
    );
  });
});

describe('ranks', () => {
  it('run from -1 to 1, with ties and what is missing in their middle', () => {
    expect([...ranked(Float64Array.from([30, 10, 20, 20, NaN]))].map((rank) => Number(rank.toFixed(6)))).toEqual([
      1, -1, 0, 0, 0,
    ]);
  });
});

describe('the association of a feature with the arm', () => {
  it('is, over many draws, as often large as chance says: also for parity, which balanced blocks favour', () => {
    const chance = seeded(7);
    const parity = Float64Array.from({ length: 400 }, (_, index) => index % 2);
    const drift = Float64Array.from({ length: 400 }, (_, index) => index);
    const tries = 2_000;
    let far = { parity: 0, drift: 0 };
    for (let draw = 0; draw < tries; draw += 1) {
      const truth = drawn(400, chance);
      far = {
        parity: far.parity + (twoSided(association(blockSums(parity, truth))) < 0.05 ? 1 : 0),
        drift: far.drift + (twoSided(association(blockSums(drift, truth))) < 0.05 ? 1 : 0),
      };
    }
    // Five standard deviations of a proportion of 5 % in 2,000 draws are 2.4 %.
    expect(Math.abs(far.parity / tries - 0.05)).toBeLessThan(0.025);
    expect(Math.abs(far.drift / tries - 0.05)).toBeLessThan(0.025);
  });

  it('is overwhelming for a feature that is the arm, and nothing for one that never varies', () => {
    const truth = drawn(400, seeded(8));
    expect(association(blockSums(Float64Array.from(truth.arm), truth))).toBeGreaterThan(15);
    expect(association(blockSums(new Float64Array(400).fill(3), truth))).toBe(0);
  });

  it('counts the chosen blocks alone', () => {
    const truth = drawn(400, seeded(9));
    const odd = Uint8Array.from({ length: truth.blocks }, (_, block) => block % 2);
    const leak = Float64Array.from(truth.arm, (arm, index) => ((truth.block[index] ?? 0) % 2 === 0 ? arm : 0));
    expect(association(blockSums(leak, truth), odd)).toBe(0);
    expect(association(blockSums(leak, truth))).toBeGreaterThan(10);
  });
});

describe('a seeded generator', () => {
  it('gives the same numbers for the same seed, spread between 0 and 1', () => {
    const [one, other] = [seeded(1), seeded(1)];
    const numbers = Array.from({ length: 10_000 }, () => one());
    expect(numbers).toEqual(Array.from({ length: 10_000 }, () => other()));
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
  });
});
