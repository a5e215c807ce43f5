import { RELEASE_FILES, type ReleaseFault, type ReleaseFile } from './release-files.js';

/** A line of a file of a release, its fields by their names. */
export interface ReleaseLine {
  readonly line: number;
  readonly of: (field: string) => string;
}

/** Fields that hold a code, wherever they stand; `name` is any text, `current` and `primary` are Y or N. */
const CODES = ['code', 'preferred', 'organClass', 'hlt', 'hlgt'];

/** The lines of a file, each field checked by what it holds. Faults are added to `faults`. */
export function readLines(file: ReleaseFile, text: string, faults: ReleaseFault[]): readonly ReleaseLine[] {
  const places: Readonly<Record<string, number>> = RELEASE_FILES[file];
  const lines = text.split(/\r?\n/u).map((content, index) => ({ line: index + 1, cells: content.split('$') }));
  return lines
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells }) => {
      const of = (field: string) => cells[places[field] ?? -1]?.trim() ?? '';
      for (const field of Object.keys(places)) {
        const problem = wrongIn(field, of(field));
        if (problem) faults.push({ file, line, field, problem });
      }
      return { line, of };
    });
}

function wrongIn(field: string, value: string): string | undefined {
  if (CODES.includes(field)) return /^\d{8}$/u.test(value) ? undefined : `"${value}" is no code of eight digits`;
  if (field !== 'name') return /^[YN]$/u.test(value) ? undefined : `"${value}" is neither Y nor N`;
  if (value === '') return 'there is no name';
  return /[\uFFFD\p{Cc}]/u.test(value) ? 'a damaged character' : undefined;
}
