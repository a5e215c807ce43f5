import { createHash } from 'node:crypto';
import { rootOf, type CommittedRow } from './list-commitment.js';

const NAME = { trial: 'TRIAL', list: '0195a1f2-0000-7000-8000-000000000001' };
const salt = (of: string) => createHash('sha256').update(of).digest('hex');

/** A list of two strata; arms alternate, so that most swaps change something. */
const aList = (first: number, second: number): CommittedRow[] =>
  [
    ['low', first],
    ['high', second],
  ].flatMap(([stratum, rows]) =>
    Array.from({ length: Number(rows) }, (_, index) => ({
      stratum: String(stratum),
      position: index + 1,
      arm: index % 2 === 0 ? 'one' : 'other',
      salt: salt(`${stratum} ${index}`),
    })),
  );

describe('the root of a list', () => {
  it('is what the README of the tools says it is, worked out by hand for three rows', () => {
    const rows = aList(2, 1);
    const bytes = (text: string) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(text));
      return Buffer.concat([length, Buffer.from(text)]);
    };
    const sha256 = (...parts: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
    const leaf = (row: CommittedRow | undefined) => {
      if (!row) throw new Error('no such row');
      const texts = ['trial-list-bundle/1', NAME.trial, NAME.list, row.stratum, String(row.position), row.arm];
      return sha256(Buffer.from([0]), ...texts.map(bytes), Buffer.from(row.salt, 'hex'));
    };
    const pair = sha256(Buffer.from([1]), leaf(rows[0]), leaf(rows[1]));
    const tree = sha256(Buffer.from([1]), pair, leaf(rows[2]));
    const head = sha256(Buffer.from([2]), Buffer.from('0000000000000003', 'hex'), tree);
    expect(rootOf(NAME, rows)).toBe(head.toString('hex'));
  });

  it('is another for another arm, salt, place, order, list, trial or number of rows', () => {
    const rows = aList(4, 3);
    const [first, second, ...rest] = rows;
    if (!first || !second) throw new Error('two rows at least');
    const roots = [
      rootOf(NAME, rows),
      rootOf({ ...NAME, list: 'another' }, rows),
      rootOf({ ...NAME, trial: 'ANOTHER' }, rows),
      rootOf(NAME, [{ ...first, arm: 'other' }, second, ...rest]),
      rootOf(NAME, [{ ...first, salt: second.salt }, second, ...rest]),
      rootOf(NAME, [{ ...first, position: 2 }, second, ...rest]),
      rootOf(NAME, [{ ...first, stratum: 'high' }, second, ...rest]),
      rootOf(NAME, [second, first, ...rest]),
      rootOf(NAME, rows.slice(0, -1)),
    ];
    expect(new Set(roots).size).toBe(roots.length);
  });
});
