import { Rejection } from '@trial/kernel';
import { listFindings, type ListFinding } from './list-checks.js';
import type { ListRow } from './permuted-blocks.js';
import { ratioSum, type Arm, type Specification } from './specification.js';

/** A list as it is brought by a statistician, with what it says of itself. */
export interface ListFile {
  readonly environment: string;
  readonly trial: string;
  /** 32 random bytes in hexadecimal. Without them whoever sees the checksum of a small file tries all lists there are. */
  readonly salt: string;
  readonly rows: readonly ListRow[];
}

/** What a file is held against. */
export interface PromisedList {
  readonly environment: string;
  readonly trial: string;
  readonly arms: readonly Arm[];
  readonly strata: readonly string[];
  /** Rows wanted in every stratum. */
  readonly length: number;
}

/** What a file that was accepted holds; block sizes are those that were found. */
export interface AcceptedList {
  readonly salt: string;
  readonly specification: Specification;
  readonly rows: readonly ListRow[];
}

/** Faults a refusal lists one by one; their number is always said. */
export const LISTED_FAULTS = 200;

/**
 * The one way to write a list down: a line with the salt, a line with the names of the columns, one line per row, each
 * ended by a line feed, nothing quoted (no code has a comma). A list has exactly one file, so that its checksum can be
 * found again from the rows; a reader of CSV at large would take many files for the same list.
 */
export const writeListFile = ({ salt, environment, trial, rows }: ListFile): string =>
  [
    `${SALT}${salt}`,
    COLUMNS.join(','),
    ...rows.map(({ stratum, position, block, arm }) => [environment, trial, stratum, position, block, arm].join(',')),
    '',
  ].join('\n');

/**
 * Reads a list file, or refuses it with every fault by line (R02): `lines.17.arm: row-unknown-arm`. Faults name places
 * and rules and repeat nothing the file says. A list sorted by arm, shifted by a column or a line, saved again by a
 * spreadsheet, or made for another trial is refused (trial requirement 7.3, 1).
 *
 * `Rejection`: `list-of-another-environment`, or `list-refused` with `errors`, at most `LISTED_FAULTS` of them.
 */
export function readListFile(text: string, promised: PromisedList): AcceptedList {
  const { head, lines } = linesOf(text);
  const headFaults = faultsOfHead(text, head);
  if (headFaults.length > 0) refuse(headFaults);

  const faults = lines.flatMap((line) => faultsOfLine(line, promised));
  if (faults.some(({ rule }) => rule === 'environment-differs')) {
    throw new Rejection('list-of-another-environment', { field: 'text', rule: 'the file names another environment' });
  }
  if (faults.some(({ rule }) => UNREADABLE.has(rule))) refuse(faults);

  const placed = lines.map(placedRow);
  const specification = observed(promised, placed);
  const found = [...faults, ...faultsOfOrder(placed), ...faultsOfBlocks(specification, placed)];
  if (found.length > 0) refuse(found);
  return { salt: (head[0] ?? '').slice(SALT.length), specification, rows: placed.map(({ row }) => row) };
}

const SALT = '# salt ';
const COLUMNS = ['environment', 'trial', 'stratum', 'position', 'block', 'arm'] as const;
/** After one of these a line cannot be taken for a row. */
const UNREADABLE: ReadonlySet<string> = new Set(['columns-differ', 'not-a-number']);

interface Fault {
  readonly field: string;
  readonly rule: string;
}

interface Line {
  /** From 1, as an editor shows it. */
  readonly number: number;
  readonly cells: readonly string[];
}

interface PlacedRow {
  readonly line: number;
  readonly row: ListRow;
}

function linesOf(text: string): { readonly head: readonly string[]; readonly lines: readonly Line[] } {
  const all = text.split('\n');
  const body = all.slice(HEAD, all.at(-1) === '' ? -1 : undefined);
  return { head: all.slice(0, HEAD), lines: body.map((line, i) => ({ number: HEAD + i + 1, cells: line.split(',') })) };
}

/** Lines before the first row. */
const HEAD = 2;

function faultsOfHead(text: string, [salt = '', columns]: readonly string[]): readonly Fault[] {
  return [
    ...(/^# salt [0-9a-f]{64}$/.test(salt) ? [] : [{ field: 'lines.1', rule: 'salt-missing' }]),
    ...(columns === COLUMNS.join(',') ? [] : [{ field: 'lines.2', rule: 'columns-differ' }]),
    ...(text.includes('\r') ? [{ field: 'lines', rule: 'lines-end-with-line-feed' }] : []),
    ...(text.endsWith('\n') ? [] : [{ field: 'lines', rule: 'last-line-not-ended' }]),
  ];
}

function faultsOfLine({ number, cells }: Line, promised: PromisedList): readonly Fault[] {
  if (cells.length !== COLUMNS.length) return [{ field: `lines.${number}`, rule: 'columns-differ' }];
  const [environment, trial, stratum = '', position = '', block = '', arm] = cells;
  const fault = (column: (typeof COLUMNS)[number], rule: string, fine: boolean): readonly Fault[] =>
    fine ? [] : [{ field: `lines.${number}.${column}`, rule }];
  return [
    ...fault('environment', 'environment-differs', environment === promised.environment),
    ...fault('trial', 'trial-differs', trial === promised.trial),
    ...fault('stratum', 'row-unknown-stratum', promised.strata.includes(stratum)),
    ...fault('position', 'not-a-number', WHOLE.test(position)),
    ...fault('block', 'not-a-number', WHOLE.test(block)),
    ...fault(
      'arm',
      'row-unknown-arm',
      promised.arms.some(({ code }) => code === arm),
    ),
  ];
}

/** From 1, written in the one way a number is. */
const WHOLE = /^[1-9]\d{0,5}$/;

function placedRow({ number, cells }: Line): PlacedRow {
  const [, , stratum = '', position, block, arm = ''] = cells;
  return { line: number, row: { stratum, position: Number(position), block: Number(block), arm } };
}

/** Strata in the order of the file and, behind them, those it does not have. */
function observed({ arms, strata, length }: PromisedList, placed: readonly PlacedRow[]): Specification {
  const inFile = new Set(placed.map(({ row }) => row.stratum).filter((stratum) => strata.includes(stratum)));
  const sizes = new Map<string, number>();
  for (const { row } of placed) {
    const block = `${row.block} ${row.stratum}`;
    sizes.set(block, (sizes.get(block) ?? 0) + 1);
  }
  return {
    arms,
    strata: [...new Set([...inFile, ...strata])],
    blockSizes: [...new Set(sizes.values())].filter((size) => isAllowed(size, arms)).sort((a, b) => a - b),
    length,
  };
}

const isAllowed = (size: number, arms: readonly Arm[]): boolean => size % ratioSum(arms) === 0 && size !== PREDICTABLE;
/** In a block of two the first allocation discloses the second. */
const PREDICTABLE = 2;

/** The rows of a stratum stand together and are numbered from 1, without a gap and each once. */
function faultsOfOrder(placed: readonly PlacedRow[]): readonly Fault[] {
  const seen = new Map<string, Set<number>>();
  let before: ListRow | undefined;
  return placed.flatMap(({ line, row }) => {
    const { stratum, position } = row;
    const returns = before?.stratum !== stratum && seen.has(stratum);
    const next = before?.stratum === stratum ? before.position + 1 : 1;
    const taken = seen.get(stratum) ?? new Set();
    const repeated = taken.has(position);
    seen.set(stratum, taken.add(position));
    before = row;
    const field = `lines.${line}.position`;
    if (repeated) return [{ field, rule: 'position-repeated' }];
    if (returns) return [{ field: `lines.${line}.stratum`, rule: 'stratum-returns' }];
    return position === next ? [] : [{ field, rule: 'sequence-broken' }];
  });
}

function faultsOfBlocks(specification: Specification, placed: readonly PlacedRow[]): readonly Fault[] {
  const findings = listFindings(
    specification,
    placed.map(({ row }) => row),
  );
  return findings
    .filter(({ code }) => !FOUND_BY_LINE.has(code))
    .map(({ code, stratum, at }) => ({ field: placeOf(placed, stratum, at), rule: code }));
}

const FOUND_BY_LINE: ReadonlySet<ListFinding['code']> = new Set([
  'row-unknown-stratum',
  'row-unknown-arm',
  'sequence-broken',
]);

/** The line on which a block of a stratum begins; without a block the stratum itself. */
function placeOf(placed: readonly PlacedRow[], stratum: string, block?: number): string {
  if (block === undefined) return `strata.${stratum}`;
  let count = 0;
  let before: number | undefined;
  for (const { line, row } of placed.filter((one) => one.row.stratum === stratum)) {
    if (row.block !== before) count += 1;
    if (count === block) return `lines.${line}.block`;
    before = row.block;
  }
  return `strata.${stratum}`;
}

function refuse(faults: readonly Fault[]): never {
  const listed = faults.length > LISTED_FAULTS ? `, the first ${LISTED_FAULTS} are listed` : '';
  throw new Rejection('list-refused', {
    field: 'text',
    rule: `the file has faults: ${faults.length}${listed}`,
    errors: faults.slice(0, LISTED_FAULTS),
  });
}
