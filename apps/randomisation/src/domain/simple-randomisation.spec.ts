import fc from 'fast-check';
import vectors from '../../../../test/vectors/simple-lists.json' with { type: 'json' };
import { armsOf } from './arm-of.js';
import { generateList, LIST_ALGORITHMS } from './generate-list.js';
import { checkList, checkRegenerated } from './list-checks.js';
import { GENERATOR } from './random.js';
import type { Simple } from './specification.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const anySeed = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const simple = (more: Partial<Simple> = {}): Simple => ({
  method: 'simple',
  arms: [
    { code: 'A', ratio: 2 },
    { code: 'B', ratio: 1 },
  ],
  strata: ['low', 'high'],
  length: 30,
  ...more,
});

describe('a list of simple randomisation', () => {
  it.each(vectors.cases)('is the golden list: $name', ({ seed, specification, lists }) => {
    const rows = generateList(specification as Simple, seed);
    const armsIn = (stratum: string) => rows.filter((row) => row.stratum === stratum).map(({ arm }) => arm);
    expect(lists.map(({ stratum }) => ({ stratum, arms: armsIn(stratum).join(' ') }))).toEqual(lists);
  });

  it('names the algorithm of the golden lists', () => {
    expect(`${LIST_ALGORITHMS.simple} on ${GENERATOR}`).toBe(vectors.algorithm);
  });

  it('has as many rows as asked for, passes its own checks, and is the same list again from the same seed', () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 1, max: 60 }), (seed, length) => {
        const rows = generateList(simple({ length }), seed);
        checkRegenerated(simple({ length }), seed, rows);
        expect(checkList(simple({ length }), rows).map(({ rows: many }) => many)).toEqual([length, length]);
      }),
    );
  });

  it('begins with the shorter list when it is made longer, and keeps its rows when a stratum is added (R16)', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const longer = generateList(simple({ strata: ['low', 'high', 'new'], length: 50 }), seed);
        const kept = longer.filter(({ stratum, position }) => stratum !== 'new' && position <= 30);
        expect(kept).toEqual(generateList(simple(), seed));
      }),
    );
  });

  it('draws the arms in their ratio, and every row without regard to the one before', () => {
    const arms = generateList(simple({ strata: ['all'], length: 90_000 }), SEED).map(({ arm }) => arm);
    const pairs = arms.map((arm, i) => `${arms[i - 1] ?? ''}${arm}`).slice(1);
    const share = (of: string) => pairs.filter((pair) => pair === of).length / pairs.length;
    expect(Math.abs(arms.filter((arm) => arm === 'A').length / arms.length - 2 / 3)).toBeLessThan(0.006);
    expect(Math.abs(share('AA') - 4 / 9)).toBeLessThan(0.007);
    expect(Math.abs(share('AB') - 2 / 9)).toBeLessThan(0.006);
    expect(Math.abs(share('BA') - 2 / 9)).toBeLessThan(0.006);
  });
});

describe('the arm of an allocation from a list of arms', () => {
  it('stands at its position, and nowhere for a position the list does not have', () => {
    const rows = generateList(simple(), SEED);
    const at = (stratum: string, position: number) => ({ participantId: 'someone', stratum, position, levels: {} });
    const armAt = (stratum: string, position: number) =>
      rows.find((row) => row.stratum === stratum && row.position === position)?.arm;
    expect(armsOf(simple(), rows, [at('high', 2), at('low', 1), at('low', 31), at('other', 1)])).toEqual([
      armAt('high', 2),
      armAt('low', 1),
      undefined,
      undefined,
    ]);
  });
});
