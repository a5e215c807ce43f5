import fc from 'fast-check';
import { instantAt, type Rejection } from '@trial/kernel';
import { mustBeLiftable, pauseBegins, pausedSince, type Pause } from './pause.js';

const at = (minute: number) => instantAt(Date.UTC(2025, 2, 3, 8, minute));
const pause = (more: Partial<Pause> = {}): Pause => ({
  id: 'pause-1',
  pausedBy: 'physician',
  pausedAt: at(0),
  liftedAt: null,
  ...more,
});
const codeOf = (act: () => void): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as Rejection).code;
  }
};

describe('a pause', () => {
  it('begins now, and never before somebody was randomised', () => {
    expect(pauseBegins(at(5), null)).toEqual(at(5));
    fc.assert(
      fc.property(fc.nat(59), fc.nat(59), (now, last) => {
        expect(pauseBegins(at(now), at(last))).toEqual(at(Math.max(now, last)));
      }),
    );
  });

  it.each`
    liftedAt  | by             | secondPerson | code
    ${null}   | ${'physician'} | ${false}     | ${undefined}
    ${null}   | ${'physician'} | ${true}      | ${'second-person-needed'}
    ${null}   | ${'other'}     | ${true}      | ${undefined}
    ${at(10)} | ${'other'}     | ${false}     | ${'pause-already-lifted'}
  `(
    'lifted at $liftedAt is lifted by $by (second person: $secondPerson): $code',
    ({ liftedAt, by, secondPerson, code }) => {
      expect(codeOf(() => mustBeLiftable(pause({ liftedAt }), by, secondPerson))).toBe(code);
    },
  );
});

describe('randomisation', () => {
  it('is paused since the oldest pause that stands, and not when none does', () => {
    const aPause = fc.record({ from: fc.nat(29), lifted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(aPause), (some) => {
        const pauses = some.map(({ from, lifted }) => pause({ pausedAt: at(from), liftedAt: lifted ? at(30) : null }));
        const standing = some.filter(({ lifted }) => !lifted).map(({ from }) => from);
        expect(pausedSince(pauses)).toEqual(standing.length === 0 ? null : at(Math.min(...standing)));
      }),
    );
  });
});
