import fc from 'fast-check';
import { generateList } from './generate-list.js';
import { checkList, checkRegenerated, listFindings } from './list-checks.js';
import type { ListRow } from './list-row.js';
import type { PermutedBlocks, Specification } from './specification.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const specification: PermutedBlocks = {
  method: 'permuted-blocks',
  arms: [
    { code: 'A', ratio: 1 },
    { code: 'B', ratio: 1 },
  ],
  strata: ['all'],
  blockSizes: [4, 6],
  length: 40,
};
const list = generateList(specification, SEED);
const byArm = (a: ListRow, b: ListRow) => a.arm.localeCompare(b.arm);
const renumbered = (rows: readonly ListRow[]) => rows.map((row, i) => ({ ...row, position: i + 1 }));
const codesOf = (rows: readonly ListRow[], spec: Specification = specification) => [
  ...new Set(listFindings(spec, rows).map((f) => f.code)),
];

const blocks = (...orders: readonly string[]): readonly ListRow[] =>
  renumbered(
    orders.flatMap((order, i) => [...order].map((arm) => ({ stratum: 'all', position: 0, block: i + 1, arm }))),
  );

describe('the checks on a list', () => {
  it('summarise an accepted list by balance and runs', () => {
    const small = { ...specification, length: 10 };
    expect(checkList(small, blocks('ABBA', 'AABBBA'))).toEqual([
      { stratum: 'all', rows: 10, blocks: 2, runs: 5, longestRun: 3 },
    ]);
  });

  it('refuse a list sorted by arm', () => {
    expect(codesOf([...list].sort(byArm))).toContain('sequence-broken');
  });

  it('refuse a list sorted by arm whose positions were filled in anew', () => {
    expect(codesOf(renumbered([...list].sort(byArm)))).toContain('blocks-broken');
  });

  it('refuse a list whose arm column alone was sorted', () => {
    const arms = list.map((row) => row.arm).sort();
    expect(codesOf(list.map((row, i) => ({ ...row, arm: arms[i] ?? '' })))).toEqual(['block-unbalanced']);
  });

  it('refuse a list sorted by arm inside every block', () => {
    const sorted = renumbered([...list].sort((a, b) => a.block - b.block || byArm(a, b)));
    expect(codesOf(sorted)).toEqual(['blocks-repeat']);
  });

  it('refuse a list whose generator began again for every block', () => {
    expect(codesOf(blocks(...Array.from({ length: 10 }, () => 'BAAB')))).toEqual(['blocks-repeat']);
  });

  it('accept equal blocks while chance may give them', () => {
    expect(codesOf(blocks('ABBA', 'ABBA', 'ABBA'), { ...specification, length: 12 })).toEqual([]);
  });

  it.each([
    ['the first row lost under a header', list.slice(1), 'sequence-broken'],
    ['the last row lost', list.slice(0, -1), 'list-unbalanced'],
    ['a row twice', [...list.slice(0, 5), ...list.slice(4)], 'sequence-broken'],
    [
      'two rows in each other\u2019s place',
      [list[1], list[0], ...list.slice(2)].flatMap((row) => row ?? []),
      'sequence-broken',
    ],
    ['the last block lost', list.filter((row) => row.block < (list.at(-1)?.block ?? 0)), 'list-too-short'],
    ['an arm nobody knows', list.map((row) => (row.position === 3 ? { ...row, arm: 'C' } : row)), 'row-unknown-arm'],
    ['another stratum', list.map((row) => ({ ...row, stratum: 'other' })), 'row-unknown-stratum'],
    [
      'a block size outside the specification',
      blocks('AAAABBBB', ...Array.from({ length: 8 }, () => 'ABBA')),
      'block-size-not-allowed',
    ],
    [
      'an arm exchanged',
      list.map((row) => (row.position === 1 ? { ...row, arm: row.arm === 'A' ? 'B' : 'A' } : row)),
      'block-unbalanced',
    ],
  ])('refuse a list with %s', (_, rows, code) => {
    expect(codesOf(rows)).toContain(code);
  });

  it('name every place and no arm in the refusal', () => {
    const spec = {
      ...specification,
      arms: [
        { code: 'cells', ratio: 1 },
        { code: 'vehicle', ratio: 1 },
      ],
    };
    const sorted = [...generateList(spec, SEED)].sort(byArm);
    const refusal = (): unknown => {
      try {
        return checkList(spec, sorted);
      } catch (error) {
        return error;
      }
    };
    expect(refusal()).toMatchObject({
      code: 'list-refused',
      details: { errors: expect.arrayContaining([expect.objectContaining({ rule: 'sequence-broken' })]) },
    });
    expect(JSON.stringify(refusal())).not.toMatch(/cells|vehicle/);
  });

  it('refuse any list in another order than it was made', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...list], { minLength: list.length }), (shuffled) => {
        fc.pre(shuffled.some((row, i) => row !== list[i]));
        expect(listFindings(specification, shuffled)).not.toEqual([]);
      }),
    );
  });
});

describe('the second person\u2019s check', () => {
  it('accepts the list its seed gives', () => {
    expect(() => checkRegenerated(specification, SEED, list)).not.toThrow();
  });

  it('finds whole blocks that changed places, which the other checks cannot see', () => {
    // Blocks 2 and 3 of this list have 4 and 6 rows.
    const [one, two, three] = [1, 2, 3].map((block) => list.filter((row) => row.block === block));
    const rest = list.filter((row) => row.block > 3);
    const exchanged = renumbered([
      ...(one ?? []),
      ...(three ?? []).map((row) => ({ ...row, block: 2 })),
      ...(two ?? []).map((row) => ({ ...row, block: 3 })),
      ...rest,
    ]);
    expect(listFindings(specification, exchanged)).toEqual([]);
    expect(() => checkRegenerated(specification, SEED, exchanged)).toThrow(
      expect.objectContaining({ code: 'list-not-from-seed' }),
    );
  });

  it('finds a list that is longer or shorter than its seed gives', () => {
    for (const rows of [list.slice(0, -1), [...list, { stratum: 'all', position: 41, block: 9, arm: 'A' }]]) {
      expect(() => checkRegenerated(specification, SEED, rows)).toThrow(
        expect.objectContaining({ code: 'list-not-from-seed' }),
      );
    }
  });

  it('finds every single exchanged arm', () => {
    for (const [i, row] of list.entries()) {
      const exchanged = { ...row, arm: row.arm === 'A' ? 'B' : 'A' };
      const changed = [...list.slice(0, i), exchanged, ...list.slice(i + 1)];
      expect(() => checkRegenerated(specification, SEED, changed)).toThrow(
        expect.objectContaining({ details: expect.objectContaining({ field: `rows.${i}` }) }),
      );
    }
  });
});

describe('the checks on a list without blocks', () => {
  const simple: Specification = { method: 'simple', arms: specification.arms, strata: ['low', 'high'], length: 20 };
  const minimisation: Specification = {
    method: 'minimisation',
    arms: specification.arms,
    factors: [{ code: 'ulcers', levels: ['one', 'more'], weight: 1 }],
    imbalance: 'range',
    preferencePerThousand: 800,
    length: 20,
  };
  const drawn = generateList(simple, SEED);
  const dice = generateList(minimisation, SEED);
  const at = (rows: readonly ListRow[], position: number, change: Partial<ListRow>) =>
    rows.map((row) => (row.position === position ? { ...row, ...change } : row));

  it('accept what the generator makes', () => {
    expect(checkList(simple, drawn).map(({ rows, blocks: count }) => [rows, count])).toEqual([
      [20, 0],
      [20, 0],
    ]);
    expect(checkList(minimisation, dice)).toEqual([{ stratum: 'all', rows: 20, blocks: 0, runs: 20, longestRun: 1 }]);
  });

  it.each<[string, Specification, readonly ListRow[], string]>([
    ['an arm nobody knows', simple, at(drawn, 3, { arm: 'C' }), 'row-unknown-arm'],
    ['a row lost', simple, drawn.slice(1), 'sequence-broken'],
    ['the last rows lost', simple, drawn.slice(0, -1), 'list-too-short'],
    ['a block where there is none', simple, at(drawn, 3, { block: 1 }), 'blocks-broken'],
    ['another stratum', simple, at(drawn, 20, { stratum: 'other' }), 'row-unknown-stratum'],
    ['an arm in the place of a die', minimisation, at(dice, 3, { arm: 'A' }), 'die-not-readable'],
    ['more than the die has sides', minimisation, at(dice, 3, { arm: '2000' }), 'die-not-readable'],
    ['a die written in another way', minimisation, at(dice, 3, { arm: '007' }), 'die-not-readable'],
    [
      'two dice exchanged',
      minimisation,
      [...dice.slice(1, 2), ...dice.slice(0, 1), ...dice.slice(2)],
      'sequence-broken',
    ],
    ['strata', minimisation, at(dice, 1, { stratum: 'one' }), 'row-unknown-stratum'],
  ])('refuse a list with %s', (_, spec, rows, code) => {
    expect(codesOf(rows, spec)).toContain(code);
  });

  it('leave to the second person what only the seed can tell', () => {
    const sorted = renumbered([...dice].sort(byArm));
    expect(codesOf(sorted, minimisation)).toEqual([]);
    expect(() => checkRegenerated(minimisation, SEED, sorted)).toThrow(
      expect.objectContaining({ code: 'list-not-from-seed' }),
    );
  });
});
