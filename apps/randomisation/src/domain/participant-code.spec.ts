import fc from 'fast-check';
import { isParticipantCode, participantCode } from './participant-code.js';

describe('a participant code', () => {
  it.each([
    ['UMCU', 1, 'UMCU-001'],
    ['LUMC', 42, 'LUMC-042'],
    ['S2', 999, 'S2-999'],
    ['UMCU', 1000, 'UMCU-1000'],
  ])('of %s number %i is %s', (site, number, code) => {
    expect(participantCode(site, number)).toBe(code);
  });

  it('is different for every site and number, and is recognised', () => {
    const anyPlace = fc.tuple(fc.stringMatching(/^[A-Z][A-Z0-9]{1,7}$/), fc.integer({ min: 1, max: 5000 }));
    fc.assert(
      fc.property(anyPlace, anyPlace, (one, other) => {
        fc.pre(one[0] !== other[0] || one[1] !== other[1]);
        expect(participantCode(...one)).not.toBe(participantCode(...other));
        expect(isParticipantCode(participantCode(...one))).toBe(true);
      }),
    );
  });

  it.each(['UMCU-000', 'UMCU-01', 'UMCU-0001', 'umcu-001', 'UMCU001', 'U-001', 'UMCU-001 ', 'TOOLONGCODE-001'])(
    'is not %j',
    (text) => {
      expect(isParticipantCode(text)).toBe(false);
    },
  );

  it.each(['', 'U', 'umcu', 'UM-CU', '1UMC', 'TOOLONGCODE'])('is not made for the site %j', (site) => {
    expect(() => participantCode(site, 1)).toThrow(expect.objectContaining({ code: 'site-code-malformed' }));
  });

  it.each([0, -1, 1.5, Number.NaN])('is not made for the number %s', (number) => {
    expect(() => participantCode('UMCU', number)).toThrow(
      expect.objectContaining({ code: 'running-number-out-of-range' }),
    );
  });
});
