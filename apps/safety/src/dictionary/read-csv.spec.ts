import fc from 'fast-check';
import { readCsv } from './read-csv.js';

const cellsOf = (text: string) => {
  const records = readCsv(text);
  return 'problem' in records ? records : records.map(({ line, cells }) => [line, ...cells]);
};

describe('a CSV file', () => {
  it.each([',', ';', '\t'])('is read whatever is in its cells, separated by %j', (separator) => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('"', '\n', ',', ';', '\t', ' '));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const filled = rows.map((row) => ['x', ...row]);
        const quoted = filled.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator));
        const text = [['a', 'b', 'c', 'd'].join(separator), ...quoted].join('\r\n');
        const read = readCsv(text);
        expect('problem' in read ? read : read.slice(1).map(({ cells }) => cells)).toEqual(filled);
      }),
    );
  });

  it('has the line each record begins on; empty ones do not count', () => {
    expect(cellsOf('a,b\n"c\nd",e\n\n,\nf,g')).toEqual([
      [1, 'a', 'b'],
      [2, 'c\nd', 'e'],
      [6, 'f', 'g'],
    ]);
  });

  it('has the same lines whatever ends them', () => {
    expect(cellsOf('a,b\r\n"x\r\ny",z\r\n\r\nq,w\r\n')).toEqual([
      [1, 'a', 'b'],
      [2, 'x\ny', 'z'],
      [5, 'q', 'w'],
    ]);
  });

  it('may end with a line end, or with a separator', () => {
    expect(cellsOf('a,b\nc,\n')).toEqual([
      [1, 'a', 'b'],
      [2, 'c', ''],
    ]);
    expect(cellsOf('a,b\nc,')).toEqual([
      [1, 'a', 'b'],
      [2, 'c', ''],
    ]);
  });

  it.each(['a,b\n"c,d', 'a,b\n"c"d,e', 'a,b\nc"d,"'])('is refused where a quote is wrong: %j', (text) => {
    expect(cellsOf(text)).toMatchObject({ line: 2, problem: expect.stringContaining('quote') });
  });

  it('is read at once when its quote is never closed, however long it is', () => {
    expect(cellsOf(`a,b\n"${'x'.repeat(2_000_000)}`)).toMatchObject({ line: 2 });
  });
});
