import fc from 'fast-check';
import { isLow, isShortOf } from './list-supply.js';

describe('a stratum of the list', () => {
  it.each([
    [40, 31, false],
    [40, 32, true],
    [40, 40, true],
    [42, 33, false],
    [42, 34, true],
    [4, 3, false],
    [4, 4, true],
    [5, 4, true],
  ])('of %i rows with %i used: running low %s', (rows, used, low) => {
    expect(isLow({ rows, used })).toBe(low);
  });

  it('that runs low goes on doing so until it is topped up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (rows) => {
        const lows = Array.from({ length: rows + 1 }, (_, used) => isLow({ rows, used }));
        expect(lows.indexOf(true)).toBe(lows.lastIndexOf(false) + 1);
        expect(isLow({ rows, used: 0 })).toBe(false);
        expect(isLow({ rows, used: rows })).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a list', () => {
  const strata = [
    { stratum: 'one', rows: 10, used: 10 },
    { stratum: 'more', rows: 12, used: 0 },
  ];
  it.each([
    [22, false],
    [23, true],
  ])('of 22 rows for %i participants: short of the target %s', (target, short) => {
    expect(isShortOf(target, strata)).toBe(short);
  });
});
