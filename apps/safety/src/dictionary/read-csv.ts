// csv-parse (MIT, no dependencies): the reader that Node projects use, with the line of every record and of every fault.
import { CsvError, parse } from 'csv-parse/sync';
import type { CsvRecord, FileFault } from '../domain/ctcae/wording/wording-file.js';

/**
 * Records of a CSV file (RFC 4180), separated by commas or, as spreadsheets of some countries do, by semicolons or tabs: by
 * whichever its first line has most of. Empty records do not count; lines within a cell end as they do on Unix. A quote that stands where none can, or is never
 * closed, is a fault.
 */
export function readCsv(text: string): readonly CsvRecord[] | FileFault {
  const records: CsvRecord[] = [];
  try {
    // One kind of line end: the library counts the two characters of the other as two lines where they stand in quotes.
    parse(text.replaceAll('\r\n', '\n'), {
      ...{ delimiter: separatorOf(text), record_delimiter: '\n' },
      ...{ relax_column_count: true, skip_records_with_empty_values: true },
      on_record: (cells, { lines }) => {
        records.push({ line: lines - lineEndsIn(cells), cells });
        return null;
      },
    });
    return records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: Number(error.lines), field: '-', problem: 'a quote stands where none can, or is never closed' };
  }
}

const lineEndsIn = (cells: readonly string[]): number => cells.join('').split('\n').length - 1;

function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const count = (separator: string) => first.split(separator).length;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}
