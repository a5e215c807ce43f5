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
