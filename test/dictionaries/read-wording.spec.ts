import { inventedWording } from './invented-wording.js';
import { readWordingFile } from '../../apps/safety/src/dictionary/read-wording-file.js';

const lines = inventedWording('5.0');
const read = (changed: readonly string[]) => readWordingFile('5.0', changed.join('\n'));
const faultsOf = (changed: readonly string[]) => {
  const answer = read(changed);
  return 'faults' in answer ? answer.faults : [];
};
/** The file with one line otherwise; the first line is 1. */
const withLine = (line: number, change: (text: string) => string) =>
  lines.map((text, index) => (index + 1 === line ? change(text) : text));

describe('the table of the publisher', () => {
  it.each(['4.03', '5.0', '6.0'] as const)(
    'of %s says of every term what it is and what its grades mean',
    (version) => {
      const answer = readWordingFile(version, inventedWording(version).join('\r\n'));
      if ('faults' in answer) throw new Error(JSON.stringify(answer.faults[0]));
      expect(answer.differences).toEqual([]);
      expect(answer.terms.find(({ term }) => term === 'anemia')).toEqual({
        term: 'anemia',
        definition: 'An invented thing, "Anemia"',
        grades: [1, 2, 3, 4, 5].map((grade) => ({ grade, words: `invented words ${grade}` })),
      });
    },
  );

  it('may have lines before the names of its columns, other kinds of blanks and dashes, and semicolons', () => {
    const spaced = lines.map((line) => line.replaceAll(' ', '\u00a0').replaceAll('-', '–').replaceAll('","', '";"'));
    const answer = readWordingFile('5.0', ['A title;of mine;', ...spaced].join('\n'));
    expect(answer).toMatchObject({ differences: [] });
  });

  it('lists the grades that only it or only the dictionary knows, and is no fault for it', () => {
    const at = lines.findIndex((line) => line.includes('"Anemia"')) + 1;
    const less = withLine(at, (text) => text.replace('"invented words 2"', '"—"'));
    expect(read(less)).toMatchObject({ differences: [{ term: 'anemia', grade: 2, knownTo: 'dictionary' }] });
    const hole = lines.findIndex((line) => line.includes('"Death NOS"')) + 1;
    const more = withLine(hole, (text) => text.replace('"-"', '"more"'));
    expect(read(more)).toMatchObject({ differences: [{ term: 'death-nos', grade: 1, knownTo: 'wording' }] });
  });

  it.each([
    ['of another version by its own name', withLine(1, (text) => text.replace('v5.0', 'v4.0')), 1, 'CTCAE v4.0 Term'],
    ['without a grade', withLine(1, (text) => text.replace('Grade 3', 'Grad 3')), 1, 'grade 3'],
    ['with a column twice', withLine(1, (text) => text.replace('Definition', 'Grade 5')), 1, 'grade 5'],
    ['without names of columns', lines.slice(1), 1, '-'],
    [
      'with a term nobody knows',
      withLine(3, (text) => text.replace(/"[^"]+","invented/, '"Invented","invented')),
      3,
      'term',
    ],
    ['with a term twice', [...lines, lines[1] ?? ''], lines.length + 1, 'term'],
    ['with a term missing', lines.slice(0, -1), 1, 'term'],
    ['with another organ class', withLine(2, (text) => text.replace('Blood', 'Blue')), 2, 'organ class'],
    ['with a damaged character', withLine(4, (text) => text.replace('invented', 'inv\ufffdnted')), 4, 'column 4'],
    ['with a cell without end', withLine(4, (text) => text.replace('invented', 'x'.repeat(5_001))), 4, 'column 4'],
    ['with a quote that is never closed', [...lines, '"'], lines.length + 1, '-'],
  ])('is refused %s, with line and field', (_, changed, line, field) => {
    expect(faultsOf(changed)).toContainEqual({ line, field, problem: expect.any(String) });
  });

  it('is refused when it is the table of another version', () => {
    expect('faults' in readWordingFile('6.0', lines.join('\n'))).toBe(true);
  });
});
