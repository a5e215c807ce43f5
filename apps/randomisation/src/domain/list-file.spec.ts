import fc from 'fast-check';
import { Rejection } from '@trial/kernel';
import { generateList } from './generate-list.js';
import { LISTED_FAULTS, readListFile, writeListFile, type PromisedList } from './list-file.js';
import type { ListRow } from './list-row.js';
import type { PermutedBlocks } from './specification.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const SALT = 'ab'.repeat(32);
const design: Omit<PermutedBlocks, 'blockSizes'> = {
  method: 'permuted-blocks',
  arms: [
    { code: 'cells', ratio: 1 },
    { code: 'vehicle', ratio: 1 },
  ],
  strata: ['one', 'more'],
  length: 20,
};
const promised: PromisedList = { environment: 'test', trial: 'TRIAL', design };
const rows = generateList({ ...design, blockSizes: [4, 6] }, SEED);
const file = writeListFile({ salt: SALT, environment: 'test', trial: 'TRIAL', rows });
const lines = file.split('\n').slice(0, -1);
/** The head is two lines; line 3 is the first row. */
const rowsOf = (text: string) => text.split('\n').slice(2, -1);

const withRows = (change: (line: string, index: number) => string | readonly string[]): string =>
  [...lines.slice(0, 2), ...rowsOf(file).flatMap(change), ''].join('\n');
const withCell = (line: number, column: number, value: string): string =>
  lines
    .map((text, i) =>
      i + 1 === line
        ? text
            .split(',')
            .map((cell, at) => (at === column ? value : cell))
            .join(',')
        : text,
    )
    .concat('')
    .join('\n');
const sorted = (by: (cells: readonly string[]) => string): string =>
  [
    ...lines.slice(0, 2),
    ...rowsOf(file).sort((a, b) => by(a.split(',')).localeCompare(by(b.split(',')), 'en', { numeric: true })),
    '',
  ].join('\n');

function refusalOf(text: string): Rejection {
  try {
    readListFile(text, promised);
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}
const faultsOf = (text: string) =>
  (refusalOf(text).details.errors ?? []).map(({ field, rule }): [string, string] => [field, rule]);
const rulesOf = (text: string) => [...new Set(faultsOf(text).map(([, rule]) => rule))];

describe('a list file', () => {
  it('that is sound is accepted, with the block sizes that were found', () => {
    expect(readListFile(file, promised)).toEqual({
      salt: SALT,
      specification: { ...design, blockSizes: [4, 6] },
      rows,
    });
  });

  it('is the only one of its list: written again it is the same, byte by byte', () => {
    const anyArms = fc.shuffledSubarray(['cells', 'vehicle', 'sham', 'low', 'high'], { minLength: 2 });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
        anyArms,
        fc.integer({ min: 50, max: 80 }),
        (seed, codes, rowsWanted) => {
          const any = { ...design, arms: codes.map((code) => ({ code, ratio: 1 })), length: rowsWanted };
          const of = { ...promised, design: any };
          const made = generateList({ ...any, blockSizes: [codes.length * 2, codes.length * 3] }, seed);
          const text = writeListFile({ ...of, salt: seed, rows: made });
          const read = readListFile(text, of);
          expect(writeListFile({ ...of, salt: read.salt, rows: read.rows })).toBe(text);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('may have its strata in an order of its own', () => {
    const other = [...lines.slice(0, 2), ...lines.filter((line) => line.includes(',more,'))];
    const text = [...other, ...lines.filter((line) => line.includes(',one,')), ''].join('\n');
    expect(readListFile(text, promised).specification).toMatchObject({ strata: ['more', 'one'] });
  });

  it.each<[what: string, text: string, faults: [string, string][]]>([
    ['without a salt', lines.slice(1).concat('').join('\n'), [['lines.1', 'salt-missing']]],
    ['whose salt is short', file.replace(SALT, 'ab'), [['lines.1', 'salt-missing']]],
    [
      'whose columns changed places',
      file.replace('stratum,position', 'position,stratum'),
      [['lines.2', 'columns-differ']],
    ],
    ['whose head moved down a line', file.replace('\n', '\n\n'), [['lines.2', 'columns-differ']]],
    [
      'whose arms moved up a line',
      withRows((line, i) => (i === 0 ? line.replace(/,[a-z]+$/, '') : line)),
      [['lines.3', 'columns-differ']],
    ],
    ['that was saved with other line ends', file.replaceAll('\n', '\r\n'), [['lines', 'lines-end-with-line-feed']]],
    ['that was cut off', file.slice(0, -1), [['lines', 'last-line-not-ended']]],
    ['of another trial in one row', withCell(7, 1, 'OTHER'), [['lines.7.trial', 'trial-differs']]],
    ['with a position that is no number', withCell(9, 3, '7.0'), [['lines.9.position', 'not-a-number']]],
    ['with a position with a leading zero', withCell(9, 3, '07'), [['lines.9.position', 'not-a-number']]],
    ['with a block that is no number', withCell(4, 4, 'A'), [['lines.4.block', 'not-a-number']]],
    ['with an arm in quotes', withCell(3, 5, '"cells"'), [['lines.3.arm', 'row-unknown-arm']]],
  ])('%s is refused', (_, text, faults) => {
    const found = faultsOf(text);
    for (const fault of faults) expect(found).toContainEqual(fault);
  });

  it('of another environment is refused as that, whatever else is wrong with it', () => {
    const other = writeListFile({ salt: SALT, environment: 'production', trial: 'TRIAL', rows: rows.slice(0, 3) });
    expect(refusalOf(other)).toMatchObject({ code: 'list-of-another-environment' });
    expect(refusalOf(withCell(30, 0, 'production'))).toMatchObject({ code: 'list-of-another-environment' });
  });

  it('is refused with every fault by line', () => {
    const text = withRows((line, i) => {
      if (i === 3) return line.replace(/[a-z]+$/, 'aspirin');
      if (i === 5) return line.replace(',one,', ',none,');
      if (i === 8) return [line, line];
      return line;
    });
    const found = faultsOf(text);
    expect(found).toContainEqual(['lines.6.arm', 'row-unknown-arm']);
    expect(found).toContainEqual(['lines.8.stratum', 'row-unknown-stratum']);
    expect(found).toContainEqual(['lines.12.position', 'position-repeated']);
  });

  it.each<[what: string, text: string, rule: string]>([
    ['sorted by arm', sorted(([, , , , , arm = '']) => arm), 'sequence-broken'],
    ['sorted by position, the strata mixed', sorted(([, , , position = '']) => position), 'stratum-returns'],
    [
      'sorted by block and arm',
      sorted(([, , stratum, , block, arm]) => `${stratum} ${block} ${arm}`),
      'sequence-broken',
    ],
    ['sorted as text', [...lines.slice(0, 2), ...rowsOf(file).sort(), ''].join('\n'), 'sequence-broken'],
    ['turned over', [...lines.slice(0, 2), ...rowsOf(file).reverse(), ''].join('\n'), 'sequence-broken'],
    ['without its first row', withRows((line, i) => (i === 0 ? [] : line)), 'sequence-broken'],
    ['without its last row', withRows((line, i) => (i === rows.length - 1 ? [] : line)), 'block-unbalanced'],
    ['without one stratum', withRows((line) => (line.includes(',more,') ? [] : line)), 'list-too-short'],
    ['with an arm exchanged', withCell(3, 5, rows[0]?.arm === 'cells' ? 'vehicle' : 'cells'), 'block-unbalanced'],
    ['with a block number left out', withRows((line) => line.replace(/,1,([a-z]+)$/, ',9,$1')), 'blocks-broken'],
  ])('%s is refused', (_, text, rule) => {
    expect(rulesOf(text)).toContain(rule);
  });

  it.each<[what: string, order: readonly string[], rule: string]>([
    ['in blocks of two', ['AB', 'BA', 'AB', 'BA', 'BA', 'AB', 'AB', 'BA', 'BA', 'AB'], 'block-size-not-allowed'],
    [
      'in blocks that cannot hold the ratio',
      ['ABA', 'BAB', 'AAB', 'BBA', 'ABA', 'BAB', 'AB'],
      'block-size-not-allowed',
    ],
    ['sorted by arm inside every block', Array.from({ length: 10 }, () => 'AABB'), 'blocks-repeat'],
    ['one block of which is out of balance', ['ABBA', 'AAAB', 'BABA', 'BBAA', 'ABAB'], 'block-unbalanced'],
  ])('%s is refused', (_, blocks, rule) => {
    const all = [...blocks.join('')].map((letter, i) => ({ letter, position: i + 1 }));
    const blockAt = blocks.flatMap((block, i) => [...block].map(() => i + 1));
    const made = all.map(({ letter, position }) => ({
      stratum: 'one',
      position,
      block: blockAt[position - 1] ?? 0,
      arm: letter === 'A' ? 'cells' : 'vehicle',
    }));
    const text = writeListFile({ salt: SALT, environment: 'test', trial: 'TRIAL', rows: made });
    const of = { ...promised, design: { ...design, strata: ['one'] } };
    expect(() => readListFile(text, of)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ errors: expect.arrayContaining([expect.objectContaining({ rule })]) }),
      }),
    );
  });

  it('names the line on which a block begins that is out of balance', () => {
    const [first] = rows;
    const text = withCell(3, 5, first?.arm === 'cells' ? 'vehicle' : 'cells');
    expect(faultsOf(text)).toContainEqual(['lines.3.block', 'block-unbalanced']);
  });

  it('with more faults than anybody reads says how many, and lists the first', () => {
    const many = Array.from({ length: 300 }, (_, i) => `test,OTHER,one,${i + 1},1,cells`);
    const { details } = refusalOf([...lines.slice(0, 2), ...many, ''].join('\n'));
    expect(details.errors).toHaveLength(LISTED_FAULTS);
    expect(details.rule).toMatch(/^the file has faults: 3\d\d, the first 200 are listed$/);
  });

  it('is refused in words that repeat nothing of it, however it was spoiled', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.constantFrom('x', ',', '7', '\n', ''), (at, put) => {
        const spoiled = file.slice(0, at) + put + file.slice(at + 1);
        fc.pre(spoiled !== file && !spoiled.startsWith('# salt '));
        expect(JSON.stringify(refusalOf(spoiled).details)).not.toMatch(/cells|vehicle|abab/);
      }),
    );
  });

  it('is refused when any one character of a row is another', () => {
    const begin = lines.slice(0, 2).join('\n').length + 1;
    fc.assert(
      fc.property(
        fc.integer({ min: begin, max: file.length - 1 }),
        fc.constantFrom('x', ',', '7', '\n', ' '),
        (at, put) => {
          fc.pre(file[at] !== put);
          expect(refusalOf(file.slice(0, at) + put + file.slice(at + 1)).code).toMatch(/^list-/);
        },
      ),
    );
  });

  describe('of a method without blocks', () => {
    const simple: PromisedList = { ...promised, design: { ...design, method: 'simple' } };
    const minimised: PromisedList = {
      ...promised,
      design: {
        method: 'minimisation',
        arms: design.arms,
        factors: [{ code: 'ulcers', levels: ['one', 'more'], weight: 1 }],
        imbalance: 'range',
        preferencePerThousand: 800,
        length: 20,
      },
    };
    const written = (of: PromisedList, change: (made: readonly ListRow[]) => readonly ListRow[] = (made) => made) => {
      if (of.design.method === 'permuted-blocks') throw new Error('this has blocks');
      return writeListFile({ ...of, salt: SALT, rows: change(generateList(of.design, SEED)) });
    };

    it.each([
      ['simple', simple],
      ['minimisation', minimised],
    ])('%s is accepted, and written again it is the same', (_, of) => {
      const read = readListFile(written(of), of);
      expect(read.specification).toEqual(of.design);
      expect(writeListFile({ ...of, salt: read.salt, rows: read.rows })).toBe(written(of));
    });

    it.each<[string, PromisedList, Partial<ListRow>, [string, string]]>([
      ['a block', simple, { block: 1 }, ['lines.5.block', 'blocks-broken']],
      ['an arm nobody knows', simple, { arm: 'aspirin' }, ['lines.5.arm', 'row-unknown-arm']],
      ['an arm instead of a die', minimised, { arm: 'cells' }, ['lines.5.arm', 'die-not-readable']],
      ['a stratum', minimised, { stratum: 'one' }, ['lines.5.stratum', 'row-unknown-stratum']],
    ])('is refused with %s', (_, of, change, [field, rule]) => {
      const text = written(of, (made) => made.map((row, i) => (i === 2 ? { ...row, ...change } : row)));
      expect(() => readListFile(text, of)).toThrow(
        expect.objectContaining({
          details: expect.objectContaining({ errors: expect.arrayContaining([{ field, rule }]) }),
        }),
      );
    });
  });
});
