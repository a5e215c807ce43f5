import { grades, type CtcaeVersion, type Grade, type Term } from '../term.js';
import { offersGrade, termsOf } from '../terms.js';
import { namesColumns, wordingColumns, type WordingColumns } from './wording-columns.js';
import type { CsvRecord, FileFault } from './wording-file.js';

/** What the publisher says of a term: what it is, and what each grade of it means. */
export interface TermWording {
  readonly term: string;
  readonly definition: string | null;
  readonly grades: readonly { readonly grade: Grade; readonly words: string }[];
}

/** A grade that only one of the two knows. The dictionary decides which grades can be chosen. */
export interface GradeDifference {
  readonly term: string;
  readonly grade: Grade;
  readonly knownTo: 'wording' | 'dictionary';
}

/** Characters of a cell; the publisher's are shorter by far. */
const LONGEST = 5_000;

export type ReadWording =
  | { readonly terms: readonly TermWording[]; readonly differences: readonly GradeDifference[] }
  | { readonly faults: readonly FileFault[] };

/**
 * Reads the publisher's table of a version (CTCAE) and holds it against the dictionary of that version. It is of that version
 * when it has exactly its terms in their organ classes; anything else is a fault, and so is a damaged character
 * (`ctcae.md` 7). Grades that differ are listed and no fault: errata change them.
 */
export function readWording(version: CtcaeVersion, records: readonly CsvRecord[]): ReadWording {
  const at = records.findIndex(namesColumns);
  const header = records[at];
  if (!header) return { faults: [{ line: 1, field: '-', problem: 'no line names the columns term and grade 1' }] };
  const columns = wordingColumns(header);
  if ('faults' in columns) return columns;

  const faults = otherVersion(version, records.slice(0, at + 1));
  const terms = new Map<string, TermWording>();
  const byName = new Map(termsOf(version).map((term) => [folded(term.name), term]));
  for (const record of records.slice(at + 1)) {
    const read = termOf(record, columns, byName);
    if ('faults' in read) faults.push(...read.faults);
    else if (terms.has(read.term))
      faults.push({ line: record.line, field: 'term', problem: `${read.term} is there twice` });
    else terms.set(read.term, read);
  }
  // A term in a wrong line is missing as well: that is said once.
  const missing = [...byName.values()].filter(({ slug }) => !terms.has(slug));
  if (faults.length === 0)
    faults.push(
      ...missing.map(({ slug }) => ({
        line: header.line,
        field: 'term',
        problem: `${version}/${slug} is not in the file`,
      })),
    );
  if (faults.length > 0) return { faults };
  return {
    terms: [...terms.values()],
    differences: [...byName.values()].flatMap((term) => differencesOf(term, terms)),
  };
}

/** What the lines up to the names of the columns say themselves. MedDRA has versions of its own. */
const otherVersion = (version: CtcaeVersion, records: readonly CsvRecord[]): FileFault[] =>
  records.flatMap(({ line, cells }) =>
    cells.flatMap((cell) => {
      const said = /CTCAE\s*(?:v|version)?\s*(\d)/iu.exec(cell)?.[1];
      if (said === undefined || said === version.charAt(0)) return [];
      return [{ line, field: cell.trim(), problem: `the file is of CTCAE ${said}, not of ${version}` }];
    }),
  );

function termOf(
  { line, cells }: CsvRecord,
  columns: WordingColumns,
  byName: ReadonlyMap<string, Term>,
): TermWording | { readonly faults: readonly FileFault[] } {
  const said = (column: number) => tidied(cells[column] ?? '');
  const damaged = cells.findIndex((cell) => /[\uFFFD\p{Co}\p{Cn}]|(?![\r\n\t])\p{Cc}/u.test(cell));
  if (damaged >= 0) return { faults: [{ line, field: `column ${damaged + 1}`, problem: 'a damaged character' }] };
  const long = cells.findIndex((cell) => cell.length > LONGEST);
  if (long >= 0) return { faults: [{ line, field: `column ${long + 1}`, problem: `more than ${LONGEST} characters` }] };
  const term = byName.get(folded(said(columns.term)));
  if (!term) return { faults: [{ line, field: 'term', problem: `the dictionary has no "${said(columns.term)}"` }] };
  if (folded(said(columns.organClass)) !== folded(term.organClass))
    return { faults: [{ line, field: 'organ class', problem: `${term.slug} belongs to "${term.organClass}"` }] };
  return {
    term: term.slug,
    definition: said(columns.definition) || null,
    grades: grades.flatMap((grade, index) => {
      const words = said(columns.grades[index] ?? -1);
      return /^[-–—]?$/u.test(words) ? [] : [{ grade, words }];
    }),
  };
}

const differencesOf = (term: Term, wording: ReadonlyMap<string, TermWording>): readonly GradeDifference[] =>
  grades.flatMap((grade) => {
    const worded = wording.get(term.slug)?.grades.some((each) => each.grade === grade) ?? false;
    if (worded === offersGrade(term, grade)) return [];
    return [{ term: term.slug, grade, knownTo: worded ? ('wording' as const) : ('dictionary' as const) }];
  });

/** Blanks of every kind are one blank. */
const tidied = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

const folded = (text: string): string => tidied(text).replaceAll(/[–—]/gu, '-').toLowerCase();
