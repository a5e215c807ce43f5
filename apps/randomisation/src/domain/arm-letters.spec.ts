import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { lettersFor } from './arm-letters.js';

const withKey = (key: string) => (arm: string) => createHmac('sha256', key).update(arm).digest('hex');

describe('the letters of arms', () => {
  it('are one for each arm, from A on, and the same each time in whatever order the arms are named', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 }), fc.string(), (arms, key) => {
        const letters = lettersFor(arms, withKey(key));
        expect([...letters.values()].sort()).toEqual('ABCDEF'.slice(0, arms.length).split(''));
        const again = lettersFor([...arms].reverse(), withKey(key));
        expect(arms.map((arm) => again.get(arm))).toEqual(arms.map((arm) => letters.get(arm)));
      }),
    );
  });

  it('do not follow from the names of the arms', () => {
    const firsts = new Set(
      Array.from({ length: 40 }, (_, key) => lettersFor(['msc', 'placebo'], withKey(`key ${key}`)).get('msc')),
    );
    expect(firsts).toEqual(new Set(['A', 'B']));
  });
});
