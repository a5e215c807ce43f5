import fc from 'fast-check';
import vectors from '../../../../test/vectors/permuted-block-lists.json' with { type: 'json' };
import { generateList, LIST_ALGORITHMS } from './generate-list.js';
import { checkList, checkRegenerated } from './list-checks.js';
import type { ListRow } from './list-row.js';
import { GENERATOR } from './random.js';
import { ratioSum, type PermutedBlocks } from './specification.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const anySeed = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));

const twoArms: PermutedBlocks = {
  method: 'permuted-blocks',
  arms: [
    { code: 'A', ratio: 1 },
    { code: 'B', ratio: 1 },
  ],
  strata: ['all'],
  blockSizes: [4, 6],
  length: 40,
};

const anySpecification: fc.Arbitrary<PermutedBlocks> = fc
  .record({
    ratios: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 4 }),
    strata: fc.integer({ min: 1, max: 4 }),
    multiples: fc.uniqueArray(fc.integer({ min: 2, max: 5 }), { minLength: 1, maxLength: 3 }),
    length: fc.integer({ min: 60, max: 120 }),
  })
  .map(({ ratios, strata, multiples, length }) => {
    const arms = ratios.map((ratio, i) => ({ code: `arm-${i}`, ratio }));
    return {
      method: 'permuted-blocks',
      arms,
      strata: Array.from({ length: strata }, (_, i) => `stratum-${i}`),
      blockSizes: multiples.map((m) => m * ratioSum(arms)),
      length,
    };
  });

const ofStratum = (rows: readonly ListRow[], stratum: string) => rows.filter((row) => row.stratum === stratum);
const asBlocks = (rows: readonly ListRow[]): readonly string[] =>
  [...new Set(rows.map((row) => row.block))].map((block) =>
    rows
      .filter((row) => row.block === block)
      .map((row) => row.arm)
      .join(' '),
  );

describe('a list of randomly permuted blocks', () => {
  it.each(vectors.cases)('is the golden list: $name', ({ seed, specification, lists }) => {
    const rows = generateList({ method: 'permuted-blocks', ...specification }, seed);
    expect(lists.map(({ stratum }) => ({ stratum, blocks: asBlocks(ofStratum(rows, stratum)) }))).toEqual(lists);
  });

  it('names the algorithm of the golden lists', () => {
    expect(`${LIST_ALGORITHMS['permuted-blocks']} on ${GENERATOR}`).toBe(vectors.algorithm);
  });

  it('numbers the rows of every stratum from 1 without a gap, in order', () => {
    fc.assert(
      fc.property(anySpecification, anySeed, (specification, seed) => {
        const rows = generateList(specification, seed);
        for (const stratum of specification.strata) {
          const positions = ofStratum(rows, stratum).map((row) => row.position);
          expect(positions).toEqual(positions.map((_, i) => i + 1));
        }
      }),
    );
  });

  it('holds the arms in their ratio in every block of every list', () => {
    fc.assert(
      fc.property(anySpecification, anySeed, (specification, seed) => {
        const rows = generateList(specification, seed);
        for (const stratum of specification.strata) {
          for (const block of asBlocks(ofStratum(rows, stratum)).map((text) => text.split(' '))) {
            expect(specification.blockSizes).toContain(block.length);
            for (const { code, ratio } of specification.arms) {
              const expected = (block.length * ratio) / ratioSum(specification.arms);
              expect(block.filter((arm) => arm === code)).toHaveLength(expected);
            }
          }
        }
      }),
    );
  });

  it('has at least the wanted rows and at most one block more', () => {
    fc.assert(
      fc.property(anySpecification, anySeed, (specification, seed) => {
        const rows = generateList(specification, seed);
        for (const stratum of specification.strata) {
          const { length } = ofStratum(rows, stratum);
          expect(length).toBeGreaterThanOrEqual(specification.length);
          expect(length).toBeLessThan(specification.length + Math.max(...specification.blockSizes));
        }
      }),
    );
  });

  it('is the same list again from the same seed, and passes its own checks', () => {
    fc.assert(
      fc.property(anySpecification, anySeed, (specification, seed) => {
        const rows = generateList(specification, seed);
        checkRegenerated(specification, seed, rows);
        expect(checkList(specification, rows)).toHaveLength(specification.strata.length);
      }),
    );
  });

  it('is another list from another seed', () => {
    fc.assert(
      fc.property(anySeed, anySeed, (one, other) => {
        fc.pre(one !== other);
        expect(generateList(twoArms, one)).not.toEqual(generateList(twoArms, other));
      }),
    );
  });

  it('is the complementary list when two equal arms are named in the other order', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const rows = generateList(twoArms, seed);
        const swapped = generateList({ ...twoArms, arms: [...twoArms.arms].reverse() }, seed);
        expect(swapped).toEqual(rows.map((row) => ({ ...row, arm: row.arm === 'A' ? 'B' : 'A' })));
      }),
    );
  });

  it('begins with the shorter list when it is made longer, and keeps its rows when a stratum is added (R16)', () => {
    fc.assert(
      fc.property(anySpecification, anySeed, (specification, seed) => {
        const longer = { ...specification, strata: [...specification.strata, 'new'], length: specification.length * 2 };
        const [before, after] = [generateList(specification, seed), generateList(longer, seed)];
        for (const stratum of specification.strata) {
          const old = ofStratum(before, stratum);
          expect(ofStratum(after, stratum).slice(0, old.length)).toEqual(old);
        }
      }),
    );
  });

  it('does not depend on the order in which block sizes are written', () => {
    expect(generateList({ ...twoArms, blockSizes: [6, 4] }, SEED)).toEqual(generateList(twoArms, SEED));
  });

  it('gives each stratum an order of its own', () => {
    const rows = generateList({ ...twoArms, strata: ['one', 'two'] }, SEED);
    expect(asBlocks(ofStratum(rows, 'one'))).not.toEqual(asBlocks(ofStratum(rows, 'two')));
  });

  it('gives all orders of a block about equally often', () => {
    const rows = generateList({ ...twoArms, blockSizes: [4], length: 24_000 }, SEED);
    const counts = new Map<string, number>();
    for (let i = 0; i < rows.length; i += 4) {
      const order = rows
        .slice(i, i + 4)
        .map((row) => row.arm)
        .join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['AABB', 'ABAB', 'ABBA', 'BAAB', 'BABA', 'BBAA']);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(130);
  });

  it('makes nothing from an unfit specification', () => {
    expect(() => generateList({ ...twoArms, blockSizes: [5] }, SEED)).toThrow(
      expect.objectContaining({ code: 'block-size-not-multiple' }),
    );
  });
});
