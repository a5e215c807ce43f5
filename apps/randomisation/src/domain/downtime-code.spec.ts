import fc from 'fast-check';
import { ALPHABET, codeFrom, codeOf } from './downtime-code.js';

const randomValues = fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 19, maxLength: 19 });
const place = fc.integer({ min: 0, max: 19 });
const changed = (characters: readonly string[], by: Readonly<Record<number, string>>) =>
  characters.map((character, at) => by[at] ?? character).join('');
const bare = (code: string) => code.replaceAll('-', '');

describe('a one-time code', () => {
  it('is five groups of four, and reads back as it was made', () => {
    fc.assert(
      fc.property(randomValues, (values) => {
        const code = codeOf(values);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(codeFrom(code)).toBe(bare(code));
        expect([...bare(code)].slice(0, 19).map((character) => ALPHABET.indexOf(character))).toEqual(values);
      }),
    );
  });

  it('may be typed in small letters, with spaces, with O for nought and I or L for one', () => {
    fc.assert(
      fc.property(randomValues, fc.constantFrom('i', 'l', 'I', 'L'), (values, one) => {
        const code = codeOf(values);
        const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', one)} `;
        expect(codeFrom(typed)).toBe(bare(code));
      }),
    );
  });

  it('shows any one character that is wrong', () => {
    fc.assert(
      fc.property(randomValues, place, fc.integer({ min: 1, max: 31 }), (values, at, by) => {
        const characters = [...bare(codeOf(values))];
        const wrong = ALPHABET[(ALPHABET.indexOf(characters[at] ?? '') + by) % 32] ?? '';
        expect(codeFrom(changed(characters, { [at]: wrong }))).toBeUndefined();
      }),
    );
  });

  it('shows any two characters that changed places', () => {
    fc.assert(
      fc.property(randomValues, place, place, (values, one, other) => {
        const characters = [...bare(codeOf(values))];
        const [first = '', second = ''] = [characters[one], characters[other]];
        fc.pre(first !== second);
        expect(codeFrom(changed(characters, { [one]: second, [other]: first }))).toBeUndefined();
      }),
    );
  });

  it.each(['', '0', '0'.repeat(19), '0'.repeat(21), `${'0'.repeat(19)}U`, `${'0'.repeat(19)}é`])(
    'is not %j',
    (typed) => {
      expect(codeFrom(typed)).toBeUndefined();
    },
  );

  it.each([[[]], [Array.from({ length: 18 }, () => 1)], [Array.from({ length: 19 }, () => 32)]])(
    'is not made of %j',
    (values) => {
      expect(() => codeOf(values)).toThrow('19 numbers');
    },
  );
});
