import { armsOf } from './arm-of.js';
import { generateList } from './generate-list.js';
import { addedRows } from './list-extension.js';
import { longerSpecification } from './longer-specification.js';
import type { Minimisation, PermutedBlocks, Simple, Specification } from './specification.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const arms = [
  { code: 'A', ratio: 1 },
  { code: 'B', ratio: 1 },
];
const strata = ['ONE/few', 'ONE/many', 'TWO/few', 'TWO/many'];
const blocks: PermutedBlocks = { method: 'permuted-blocks', arms, strata, blockSizes: [4, 6], length: 20 };
const simple: Simple = { method: 'simple', arms, strata, length: 20 };
const minimisation: Minimisation = {
  method: 'minimisation',
  arms,
  factors: [
    { code: 'site', levels: ['ONE', 'TWO'], weight: 2 },
    { code: 'ulcers', levels: ['few', 'many'], weight: 1 },
  ],
  imbalance: 'range',
  preferencePerThousand: 800,
  length: 20,
};
const factorsOf = (sites: readonly string[]) => [
  { code: 'site', levels: sites },
  { code: 'ulcers', levels: ['few', 'many'] },
];

describe('the specification of a longer list', () => {
  it('puts the strata of a new site last, although a trial names them in the midst', () => {
    expect(longerSpecification(blocks, factorsOf(['ONE', 'NEW', 'TWO']), 40)).toEqual({
      ...blocks,
      strata: [...strata, 'NEW/few', 'NEW/many'],
      length: 40,
    });
  });

  it('keeps the strata of a site that the trial gave up', () => {
    expect(longerSpecification(simple, factorsOf(['TWO']), 40)).toEqual({ ...simple, length: 40 });
  });

  it('gives a minimised trial the levels of a new site, and leaves its weights as they were', () => {
    expect(longerSpecification(minimisation, factorsOf(['NEW', 'ONE', 'TWO']), 40)).toMatchObject({
      factors: [
        { code: 'site', levels: ['ONE', 'TWO', 'NEW'], weight: 2 },
        { code: 'ulcers', levels: ['few', 'many'], weight: 1 },
      ],
      length: 40,
    });
  });

  it.each<Specification>([blocks, simple, minimisation])(
    'makes a list that begins with the one in use: $method',
    (before) => {
      const longer = longerSpecification(before, factorsOf(['NEW', 'ONE', 'TWO']), 40);
      const [inUse, rows] = [generateList(before, SEED), generateList(longer, SEED)];
      expect(rows.length).toBe(inUse.length + addedRows(inUse, rows).length);
    },
  );

  it('changes the arm of nobody in a minimised trial', () => {
    const longer = longerSpecification(minimisation, factorsOf(['NEW', 'ONE', 'TWO']), 40);
    const people = Array.from({ length: 20 }, (_, i) => ({
      participantId: `participant-${i}`,
      stratum: 'all',
      position: i + 1,
      levels: { site: i % 3 === 0 ? 'TWO' : 'ONE', ulcers: i % 4 < 2 ? 'few' : 'many' },
    }));
    expect(armsOf(longer, generateList(longer, SEED), people)).toEqual(
      armsOf(minimisation, generateList(minimisation, SEED), people),
    );
  });
});
