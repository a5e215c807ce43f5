import fc from 'fast-check';
import { columnsOf, type Column } from './column.js';

const plan = (codes: string, version = 1): Column[] =>
  [...codes].map((code) => ({ code, name: `${code} of ${version}`, phase: 'follow-up' as const }));
const codesOf = (columns: readonly Column[]): string => columns.map(({ code }) => code).join('');

describe('the columns of the casebook', () => {
  it.each([
    ['one version is its plan', ['abc'], 'abc'],
    ['a visit that is no longer planned stays behind the one it followed', ['acd', 'abcd'], 'abcd'],
    ['at the beginning, when it was first', ['bc', 'abc'], 'abc'],
    ['at the end, when it was last', ['ab', 'abc'], 'abc'],
    ['several, in their order', ['ad', 'abcd'], 'abcd'],
    ['a new visit is where the new plan has it', ['axb', 'ab'], 'axb'],
    ['one that took the place of another stands behind it', ['axc', 'abc'], 'abxc'],
    ['the order of the newest plan counts', ['cba', 'abc'], 'cba'],
    ['what only the oldest has is there too', ['ac', 'abc', 'abcd'], 'abcd'],
    ['no version, no column', [], ''],
  ])('%s', (_, versions, expected) => {
    expect(codesOf(columnsOf(versions.map((codes) => plan(codes))))).toBe(expected);
  });

  it('are called what the newest version that has the visit calls it', () => {
    expect(columnsOf([plan('a', 2), plan('ab', 1)]).map(({ name }) => name)).toEqual(['a of 2', 'b of 1']);
  });

  it('hold every visit of every version once, the newest plan in its own order', () => {
    const plans = fc.array(
      fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 8 }),
      {
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(plans, (versions) => {
        const columns = columnsOf(versions.map((codes) => plan(codes.join('')))).map(({ code }) => code);
        expect([...columns].sort()).toEqual([...new Set(versions.flat())].sort());
        const [newest = []] = versions;
        expect(columns.filter((code) => newest.includes(code))).toEqual(newest);
      }),
    );
  });
});
