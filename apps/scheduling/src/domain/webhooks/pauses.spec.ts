import fc from 'fast-check';
import { pauseAfterTry } from './pauses.js';

const pauses = [5_000, 60_000, 300_000];
const anyPauses = fc.array(fc.integer({ min: 1, max: 86_400_000 }), { minLength: 1, maxLength: 12 });
const anyChance = fc.double({ min: 0, max: 1, noNaN: true });

describe('pauses between attempts', () => {
  it.each([
    [1, 0, 4_000],
    [1, 0.5, 5_000],
    [1, 1, 6_000],
    [3, 0.5, 300_000],
    [4, 0.5, undefined],
  ])('after %i attempts, with a chance of %d, are %s', (tries, chance, expected) => {
    expect(pauseAfterTry(tries, pauses, chance)).toBe(expected);
  });

  it('end after as many as there are, and stay within a fifth of what is said', () => {
    fc.assert(
      fc.property(anyPauses, fc.integer({ min: 1, max: 30 }), anyChance, (given, tries, chance) => {
        const pause = pauseAfterTry(tries, given, chance);
        const said = given[tries - 1];
        if (said === undefined) return pause === undefined;
        return pause !== undefined && pause >= said * 0.8 - 1 && pause <= said * 1.2 + 1;
      }),
    );
  });
});
