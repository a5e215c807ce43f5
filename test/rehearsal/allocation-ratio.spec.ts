import { keepsRatio } from './allocation-ratio.mjs';

const arms = [
  { arm: 'a', weight: 2 },
  { arm: 'b', weight: 1 },
];
const sizes = [{ size: 6 }, { size: 9 }];
const keeps = (letters: string) => keepsRatio([...letters], arms, sizes) as boolean;

describe('the ratio of allocations', () => {
  it.each(['', 'b', 'bbb', 'aaaaaa', 'abaaba', 'aaabbabaa', 'abaababbbaaaaaa', 'abaababb'])(
    'is kept by %j',
    (letters) => {
      expect(keeps(letters)).toBe(true);
    },
  );

  it.each([
    ['more of one arm than any block holds', 'bbbb'],
    ['one too few at the end of a block of either size', 'aaaaaaa'],
    ['a block of nine that is turned round', 'bbbbbbaaa'],
    ['the right number in all, but not block by block', 'aaaaaaaaaabbbbb'],
    ['an arm nobody knows', 'abc'],
  ])('is not kept by %s', (_, letters) => {
    expect(keeps(letters)).toBe(false);
  });
});
