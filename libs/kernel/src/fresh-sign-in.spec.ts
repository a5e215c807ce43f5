import fc from 'fast-check';
import { isFresh, signInNotFresh } from './fresh-sign-in.js';

describe('a sign-in', () => {
  it.each([
    [0, true],
    [300, true],
    [301, false],
    [undefined, false],
  ])('%s seconds ago is fresh: %s', (secondsAgo, fresh) => {
    expect(isFresh(secondsAgo)).toBe(fresh);
  });

  it('that is fresh was fresh at every moment before', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (ago, earlier) => {
        expect(!isFresh(ago + earlier) || isFresh(ago)).toBe(true);
      }),
    );
  });

  it('that is not is refused with what to do', () => {
    expect(signInNotFresh()).toMatchObject({
      code: 'sign-in-not-fresh',
      details: { rule: expect.any(String) as string },
    });
  });
});
