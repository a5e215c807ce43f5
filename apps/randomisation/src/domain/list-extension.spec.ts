import fc from 'fast-check';
import { addedRows } from './list-extension.js';
import { generateList } from './generate-list.js';
import type { PermutedBlocks } from './specification.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const specification: PermutedBlocks = {
  method: 'permuted-blocks',
  arms: [
    { code: 'A', ratio: 1 },
    { code: 'B', ratio: 1 },
  ],
  strata: ['one', 'more'],
  blockSizes: [4, 6],
  length: 20,
};
const inUse = generateList(specification, SEED);
const differs = expect.objectContaining({ code: 'extension-differs' });

describe('a longer list', () => {
  it('from the same seed adds rows behind those in use, in every stratum, and changes none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 27, max: 90 }), (length) => {
        const longer = generateList({ ...specification, length }, SEED);
        const added = addedRows(inUse, longer);
        for (const stratum of specification.strata) {
          const positions = [...inUse, ...added].filter((row) => row.stratum === stratum).map((row) => row.position);
          expect(positions).toEqual(positions.map((_, i) => i + 1));
        }
        expect([...inUse, ...added]).toHaveLength(longer.length);
      }),
    );
  });

  it('may bring a stratum of its own', () => {
    const longer = generateList({ ...specification, strata: ['one', 'more', 'none'] }, SEED);
    expect(new Set(addedRows(inUse, longer).map((row) => row.stratum))).toEqual(new Set(['none']));
  });

  it('that adds nothing is refused', () => {
    expect(() => addedRows(inUse, inUse)).toThrow(differs);
  });

  it.each([
    ['a shorter one', generateList({ ...specification, length: 8 }, SEED)],
    ['one of another seed', generateList({ ...specification, length: 40 }, SEED.replace('0001', '0002'))],
    ['one of other block sizes', generateList({ ...specification, length: 40, blockSizes: [4, 8] }, SEED)],
    ['one whose strata changed places', generateList({ ...specification, length: 40, strata: ['more', 'one'] }, SEED)],
    ['one without a stratum', generateList({ ...specification, length: 40, strata: ['one'] }, SEED)],
  ])('is refused: %s', (_, longer) => {
    expect(() => addedRows(inUse, longer)).toThrow(differs);
  });

  it('is refused for every single row in use that is another one', () => {
    const longer = generateList({ ...specification, length: 40 }, SEED);
    for (const row of inUse) {
      const changed = longer.map((each) =>
        each.stratum === row.stratum && each.position === row.position
          ? { ...each, arm: each.arm === 'A' ? 'B' : 'A' }
          : each,
      );
      expect(() => addedRows(inUse, changed)).toThrow(differs);
    }
  });

  it('is refused without naming an arm', () => {
    const naming = {
      ...specification,
      arms: [
        { code: 'cells', ratio: 1 },
        { code: 'vehicle', ratio: 1 },
      ],
    };
    const refusal = (): string => {
      try {
        addedRows(generateList(naming, SEED), generateList(naming, SEED.replace('0001', '0002')));
      } catch (error) {
        return JSON.stringify([String(error), error]);
      }
      return '';
    };
    expect(refusal()).toMatch(/extension-differs/);
    expect(refusal()).not.toMatch(/cells|vehicle/);
  });
});
