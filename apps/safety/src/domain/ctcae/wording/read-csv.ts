/** A record of a file, with the line it begins on. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What is wrong with a file, where: a line of it, and the name of a field, or `-` for the whole line. */
export interface FileFault {
  readonly line: number;
  readonly field: string;
  readonly problem: string;
}

/**
 * Records of a CSV file (RFC 4180), separated by commas or, as spreadsheets of some countries do, by semicolons or tabs: by
 * whichever its first line has most of. Cells in quotes may hold line ends and doubled quotes; a quote that is never closed
 * is a fault.
 */
export function readCsv(text: string): readonly CsvRecord[] | FileFault {
  const separator = separatorOf(text);
  // One cell with what ends it: quoted, or bare; then the separator, the end of the line, or the end of the file.
  const cell = new RegExp(
    `(?:"([^"]*(?:""[^"]*)*)"|([^"\\r\\n${separator}][^\\r\\n${separator}]*)?)(${separator}|\\r?\\n|$)`,
    'uy',
  );
  const records: CsvRecord[] = [];
  let [line, began, cells]: [number, number, string[]] = [1, 1, []];
  while (cell.lastIndex < text.length || cells.length > 0) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) return { line, field: '-', problem: 'a quote stands where none can, or is never closed' };
    const [whole, quoted, bare = '', end] = found;
    cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    line += whole.split('\n').length - 1;
    if (end !== separator) {
      records.push({ line: began, cells });
      [began, cells] = [line, []];
      if (end === '' || at + whole.length >= text.length) break;
    }
  }
  return records.filter((record) => record.cells.some((content) => content.trim() !== ''));
}

function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const count = (separator: string) => first.split(separator).length;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}
