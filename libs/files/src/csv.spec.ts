import fc from 'fast-check';
import { csvLine } from './csv.js';

/** A reader by the letter of RFC 4180, which knows nothing of the writer. */
function cellsOf(file: string): string[][] {
  const lines: string[][] = [];
  let [line, cell, quoted]: [string[], string, boolean] = [[], '', false];
  for (let at = 0; at < file.length; at += 1) {
    const sign = file.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (file.charAt(at + 1) === '"') cell += file.charAt((at += 1));
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === ',') [line, cell] = [[...line, cell], ''];
    else if (sign === '\r' && file.charAt(at + 1) === '\n') {
      lines.push([...line, cell]);
      [line, cell, at] = [[], '', at + 1];
    } else cell += sign;
  }
  expect([line, cell, quoted]).toEqual([[], '', false]);
  return lines;
}

const asWritten = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);

/** Text of any signs, many of them those that make trouble. */
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('=', '+', '-', '@', '|', '%', '\t', '\r', '\n', '"', ',', "'", ' ', 'a', '\uFF1D'), {
      maxLength: 8,
    })
    .map((signs) => signs.join('')),
);

describe('a line of CSV', () => {
  it('is read again as it was written, by any reader that takes one apostrophe off', () => {
    fc.assert(
      fc.property(fc.array(fc.array(texts, { minLength: 1, maxLength: 5 }), { maxLength: 5 }), (rows) => {
        const read = cellsOf(rows.map(csvLine).join(''));
        expect(read.map((cells) => cells.map(asWritten))).toEqual(rows);
      }),
    );
  });

  it('begins no text as a formula begins, whatever was written', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const [[cell] = []] = cellsOf(csvLine([text]));
        expect(cell?.trimStart().charAt(0) ?? '').not.toMatch(/[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]/u);
        expect(cell?.charAt(0) ?? '').not.toMatch(/[\t\r\n]/);
      }),
    );
  });

  it.each([
    [`=HYPERLINK("http://x","y")`, `"'=HYPERLINK(""http://x"",""y"")"`],
    ['-1+1|cmd', `'-1+1|cmd`],
    ['  @SUM(A1)', "'  @SUM(A1)"],
    ["'tis", "''tis"],
    ['a, b', '"a, b"'],
    ['two\nlines', '"two\nlines"'],
    ['plain', 'plain'],
    ['', ''],
  ])('writes %p as %s', (text, written) => {
    expect(csvLine([text, 1])).toBe(`${written},1\r\n`);
  });

  it('leaves numbers and flags as they are, also below zero, and nothing empty', () => {
    expect(csvLine([-5, 0.5, true, false, null, undefined, 'x'])).toBe('-5,0.5,true,false,,,x\r\n');
  });
});
