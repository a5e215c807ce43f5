import fc from 'fast-check';
import { cursorAfter } from '@trial/contracts';
import { LONGEST, pieceOf } from './pieces.js';

describe('the pieces of a file', () => {
  it('are the file when put together, each within its length and well-formed', () => {
    const long = fc
      .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 7 }), fc.integer({ min: 1, max: 3 * LONGEST }))
      .map(([signs, length]) => signs.repeat(Math.ceil(length / signs.length)));
    fc.assert(
      fc.property(long, (file) => {
        const texts: string[] = [];
        for (let cursor: string | undefined; ;) {
          const piece = pieceOf(file, cursor);
          texts.push(piece.text);
          if ((cursor = piece.nextCursor) === undefined) break;
        }
        expect(texts.join('')).toBe(file);
        expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(LONGEST);
      }),
      { numRuns: 50 },
    );
  });

  it('end in the middle of no sign', () => {
    const file = `a${'\u{1F9EA}'.repeat(LONGEST / 2)}`;
    const { text } = pieceOf(file, undefined);
    expect([text.length, Buffer.from(text, 'utf8').toString('utf8')]).toEqual([LONGEST - 1, text]);
  });

  it('of nothing are one, and where the last ended nobody makes up', () => {
    expect(pieceOf('', undefined)).toEqual({ text: '' });
    expect(() => pieceOf('abc', cursorAfter('x'))).toThrow(expect.objectContaining({ code: 'cursor-not-readable' }));
  });
});
