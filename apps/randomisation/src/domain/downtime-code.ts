/**
 * A one-time code that is read over the telephone: nineteen random characters, 95 bits, and a check character. The
 * characters are Crockford's base 32, which leaves out I, L, O and U.
 *
 * @param values nineteen random numbers from 0 to 31.
 */
export function codeOf(values: readonly number[]): string {
  const characters = [...values, timesX(syndrome(values))].map((value) => ALPHABET[value] ?? '');
  if (values.length !== RANDOM_CHARACTERS || characters.includes('')) throw new Error('a code is made of 19 numbers');
  return characters.join('').replace(/.{4}(?=.)/g, '$&-');
}

/**
 * The code somebody typed, as the key is made from it: twenty capitals without dashes or spaces, O read as 0 and I and L
 * as 1. Undefined when it cannot be one: too long or short, or one character is wrong, or two changed places.
 */
export function codeFrom(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const values = [...code].map((character) => ALPHABET.indexOf(character));
  if (values.length !== RANDOM_CHARACTERS + 1 || values.includes(-1)) return undefined;
  return syndrome(values) === 0 ? code : undefined;
}

export const RANDOM_CHARACTERS = 19;
export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The value at x of the polynomial with these coefficients, in the field of 32 elements modulo x^5 + x^2 + 1. The powers of
 * x repeat after 31, so within twenty characters no wrong character and no exchange of two leaves it at nought.
 */
const syndrome = (values: readonly number[]): number => values.reduce((sum, value) => timesX(sum) ^ value, 0);
const timesX = (value: number): number => (value < 16 ? value * 2 : (value * 2) ^ 0b10_0101);
