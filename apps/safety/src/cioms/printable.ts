/** More signs than this without a blank are no word, and measuring where a line of them ends takes the square of their number. */
const LONGEST_WORD = 100;

/**
 * A text as a font can print it. What the font has no sign for, and what has no sign at all, is written as its number in
 * Unicode, so that nothing is lost unseen; kinds of line ends become one, and
 * what has no blank for long gets line ends.
 */
export const printable = (text: string, has: (codePoint: number) => boolean): string =>
  [...text.replaceAll(/\r\n?|[\u2028\u2029\u0085\v\f]/gu, '\n').replaceAll('\t', ' ')]
    .map((character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      const shown = character === '\n' || (!/\p{Other}/u.test(character) && has(codePoint));
      return shown ? character : `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
    })
    .join('')
    .replaceAll(new RegExp(`\\S{${LONGEST_WORD}}(?=\\S)`, 'gu'), '$&\n');
