import fc from 'fast-check';
import { isLoincNumber } from './loinc.js';

describe('LOINC numbers', () => {
  it.each(['718-7', '59260-0', '1742-6', '2160-0', '14682-9', '98979-8', '33762-6'])(
    '%s has its check digit',
    (number) => {
      expect(isLoincNumber(number)).toBe(true);
    },
  );

  it.each(['3236-2', '718-8', '7187', '718-', '', 'LP1234-5', '12345678-1'])('"%s" is none', (text) => {
    expect(isLoincNumber(text)).toBe(false);
  });

  it('has exactly one check digit for every body', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), (body) => {
        const right = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => isLoincNumber(`${body}-${digit}`));
        expect(right).toHaveLength(1);
      }),
    );
  });
});
