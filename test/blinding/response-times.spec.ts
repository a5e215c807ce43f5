import fc from 'fast-check';
import {
  compareTimes,
  mannWhitney,
  medianOf,
  normalDistribution,
  questionOf,
  smallestDetectable,
} from './response-times.mjs';

const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 30 });

describe('response times of two arms', () => {
  it('have a median', () => {
    expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3])]).toEqual([2, 2.5]);
  });

  it('are compared question by question', () => {
    const path = '/trials/T/participants/0190a5f0-1111-7222-8333-444455556666/visits?limit=2';
    expect(questionOf({ method: 'GET', path })).toBe('GET /trials/T/participants/:id/visits');
  });

  it.each([
    [0, 0.5],
    [1.959964, 0.975],
    [-1, 0.158655],
  ])('use the normal distribution at %d', (z, probability) => {
    expect(normalDistribution(z)).toBeCloseTo(probability, 5);
  });

  it('are ranked as by hand: of 3 × 3 pairs the first is larger in 7.5', () => {
    const { superiority } = mannWhitney([4, 6, 9], [2, 4, 5]);
    expect(superiority).toBeCloseTo(7.5 / 9);
  });

  it('have the p of the normal approximation without ties', () => {
    // U = 20, mean 12.5, variance 5·5·11/12
    const { z, p } = mannWhitney([3, 6, 7, 9, 10], [1, 2, 4, 5, 8]);
    expect(z).toBeCloseTo((20 - 12.5) / Math.sqrt((25 * 11) / 12));
    expect(p).toBeCloseTo(0.1172, 3);
  });

  it('say the same of the arms in either order', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const [there, back] = [mannWhitney(one, other), mannWhitney(other, one)];
        expect(there.superiority + back.superiority).toBeCloseTo(1);
        expect(there.p).toBeCloseTo(back.p);
      }),
    );
  });

  it('could have shown less, the more there are', () => {
    const times = (n: number) => Array.from({ length: n }, (_, index) => (index * 37) % 100);
    const [few, many] = [smallestDetectable(times(50), times(50)), smallestDetectable(times(500), times(500))];
    expect(many).toBeLessThan(few);
    expect(smallestDetectable([1, 2], [1, 2])).toBe(Infinity);
  });

  it('do not blame an arm for a slow question or a slow world', () => {
    const times = [0, 1].flatMap((world) =>
      ['a', 'b'].flatMap((question) =>
        Array.from({ length: 40 }, (_, index) => ({
          world,
          question,
          // One arm is asked more often in the slow world, and about what is slow.
          arm: (index + world) % (question === 'a' ? 3 : 2) === 0 ? 'one' : 'other',
          milliseconds: 10 + world * 50 + (question === 'a' ? 100 : 0) + ((index * 7) % 5),
        })),
      ),
    );
    const { difference, p } = compareTimes(times, ['one', 'other']);
    expect(Math.abs(difference)).toBeLessThanOrEqual(1);
    expect(p).toBeGreaterThan(0.05);
  });

  it('show a delay of one arm', () => {
    const times = Array.from({ length: 200 }, (_, index) => ({
      world: 0,
      question: 'a',
      arm: index % 2 === 0 ? 'one' : 'other',
      milliseconds: 10 + (((index >> 1) * 7) % 5) + (index % 2 === 0 ? 5 : 0),
    }));
    const { n, difference, p } = compareTimes(times, ['one', 'other']);
    expect([n, difference]).toEqual([[100, 100], 5]);
    expect(p).toBeLessThan(0.001);
  });
});
