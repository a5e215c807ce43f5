/** Nothing is an empty cell. Text is what people wrote; numbers and flags are ours. */
export type Cell = string | number | boolean | null | undefined;

/**
 * One line of a CSV file (RFC 4180: cells between commas, CR LF at the end, a quotation mark inside quotation marks twice),
 * safe to open in a spreadsheet: text that a spreadsheet could take for a formula gets an apostrophe in front, as does text
 * that begins with one. So a program that reads the file takes exactly one apostrophe off every text that begins with one
 * and has what was written. Quotation marks alone would not do: a spreadsheet takes them off before it looks.
 */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(written).join(',')}\r\n`;

function written(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * What begins a formula or a command (OWASP, "CSV Injection"), also behind blanks, which some programs drop, and in the
 * width of East Asian scripts; a tab or a line break at the beginning; and the apostrophe, so that it can be told apart.
 */
const FORMULA = /^(?:['\t\r\n]|\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20])/u;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/u;
