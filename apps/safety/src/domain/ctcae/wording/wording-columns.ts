import { grades } from '../term.js';
import type { CsvRecord, FileFault } from './wording-file.js';

/** Where the columns stand that are read. Codes beside them are of a licensed dictionary and are not. */
export interface WordingColumns {
  readonly organClass: number;
  readonly term: number;
  /** Of grade 1, 2, 3, 4 and 5. */
  readonly grades: readonly number[];
  /** -1 where the file has none. */
  readonly definition: number;
}

const NAMES = {
  organClass: /\bSOC\b|system organ class/iu,
  term: /^(?=.*\bterm\b)(?!.*(definition|\bLLT\b|code)).*$/iu,
  definition: /\bdefinition\b/iu,
} as const;

/** The columns by what stands above them, or which one is missing or there twice. */
export function wordingColumns({ line, cells }: CsvRecord): WordingColumns | { readonly faults: readonly FileFault[] } {
  const faults: FileFault[] = [];
  const find = (field: string, name: RegExp, needed = true): number => {
    const found = cells.flatMap((cell, index) => (name.test(cell.trim()) ? [index] : []));
    if (found.length > 1 || (needed && found.length === 0))
      faults.push({
        line,
        field,
        problem: found.length === 0 ? 'no column has this name' : 'two columns have this name',
      });
    return found[0] ?? -1;
  };
  const columns = {
    organClass: find('organ class', NAMES.organClass),
    term: find('term', NAMES.term),
    grades: grades.map((grade) => find(`grade ${grade}`, new RegExp(`^grade\\s*${grade}\\b`, 'iu'))),
    definition: find('definition', NAMES.definition, false),
  };
  return faults.length > 0 ? { faults } : columns;
}

/** Whether a record is the one that names the columns. */
export const namesColumns = ({ cells }: CsvRecord): boolean =>
  cells.some((cell) => NAMES.term.test(cell.trim())) && cells.some((cell) => /^grade\s*1\b/iu.test(cell.trim()));
