import { createHash } from 'node:crypto';
import { rootOf, type CommittedRow } from './list-commitment.js';

const NAME = { trial: 'TRIAL', list: '0195a1f2-0000-7000-8000-000000000001' };
const salt = (of: string) => createHash('sha256').update(of).digest('hex');

const row = (stratum: string, position: number, arm: string): CommittedRow => ({
  ...{ stratum, position, arm },
  salt: salt(`${stratum} ${position}`),
});

describe('the root of a list', () => {
  it('is what the README of the tools says it is, worked out by hand for three rows', () => {
    const rows = [row('low', 1, 'one'), row('low', 2, 'other'), row('high', 1, 'one')];
    const bytes = (text: string) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(text));
      return Buffer.concat([length, Buffer.from(text)]);
    };
    const sha256 = (...parts: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
    const leaf = (of: CommittedRow | undefined) => {
      if (!of) throw new Error('no such row');
      const texts = ['trial-list-bundle/1', NAME.trial, NAME.list, of.stratum, String(of.position), of.arm];
      return sha256(Buffer.from([0]), ...texts.map(bytes), Buffer.from(of.salt, 'hex'));
    };
    const pair = sha256(Buffer.from([1]), leaf(rows[0]), leaf(rows[1]));
    const tree = sha256(Buffer.from([1]), pair, leaf(rows[2]));
    const head = sha256(Buffer.from([2]), Buffer.from('0000000000000003', 'hex'), tree);
    expect(rootOf(NAME, rows)).toBe(head.toString('hex'));
  });

  it('is another for another arm, salt, place, order, list, trial or number of rows', () => {
    const rows = [row('low', 1, 'one'), row('low', 2, 'other'), row('low', 3, 'one'), row('high', 1, 'one')];
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
