import { Rejection } from '@trial/kernel';
import { faultsOfBlocks, faultsOfOrder, type Fault, type PlacedRow } from './list-file-checks.js';
import { rowFindingFor } from './list-checks.js';
import type { ListRow } from './list-row.js';
import {
  ratioSum,
  strataIn,
  type Arm,
  type Minimisation,
  type PermutedBlocks,
  type Simple,
  type Specification,
} from './specification.js';

/** A specification but for the block sizes, which a trial file does not say. */
export type ListDesign = Omit<PermutedBlocks, 'blockSizes'> | Simple | Minimisation;

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
  readonly design: ListDesign;
}

/** What a file that was accepted holds; block sizes are those that were found, strata are in its order. */
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

  const faultOf = faultOfLineFor(promised);
  const faults = lines.flatMap(faultOf);
  if (faults.some(({ rule }) => rule === 'environment-differs')) {
    throw new Rejection('list-of-another-environment', { field: 'text', rule: 'the file names another environment' });
  }
  if (faults.some(({ rule }) => UNREADABLE.has(rule))) refuse(faults);

  const placed = lines.map((line) => ({ line: line.number, row: rowOf(line) }));
  const specification = observed(promised.design, placed);
  const found = [...faults, ...faultsOfOrder(placed), ...faultsOfBlocks(specification, placed)];
  if (found.length > 0) refuse(found);
  return { salt: (head[0] ?? '').slice(SALT.length), specification, rows: placed.map(({ row }) => row) };
}

const SALT = '# salt ';
const COLUMNS = ['environment', 'trial', 'stratum', 'position', 'block', 'arm'] as const;
/** Lines before the first row. */
const HEAD = 2;
/** After one of these a line cannot be taken for a row. */
const UNREADABLE: ReadonlySet<string> = new Set(['columns-differ', 'not-a-number']);

interface Line {
  /** From 1, as an editor shows it. */
  readonly number: number;
  readonly cells: readonly string[];
}

function linesOf(text: string): { readonly head: readonly string[]; readonly lines: readonly Line[] } {
  const all = text.split('\n');
  const body = all.slice(HEAD, all.at(-1) === '' ? -1 : undefined);
  return { head: all.slice(0, HEAD), lines: body.map((line, i) => ({ number: HEAD + i + 1, cells: line.split(',') })) };
}

function faultsOfHead(text: string, [salt = '', columns]: readonly string[]): readonly Fault[] {
  return [
    ...(/^# salt [0-9a-f]{64}$/.test(salt) ? [] : [{ field: 'lines.1', rule: 'salt-missing' }]),
    ...(columns === COLUMNS.join(',') ? [] : [{ field: 'lines.2', rule: 'columns-differ' }]),
    ...(text.includes('\r') ? [{ field: 'lines', rule: 'lines-end-with-line-feed' }] : []),
    ...(text.endsWith('\n') ? [] : [{ field: 'lines', rule: 'last-line-not-ended' }]),
  ];
}

function faultOfLineFor({ environment, trial, design }: PromisedList): (line: Line) => readonly Fault[] {
  const unread = observed(design, []);
  const strata = new Set(strataIn(unread));
  const wrongIn = rowFindingFor(unread);
  return (line) => {
    const { number, cells } = line;
    if (cells.length !== COLUMNS.length) return [{ field: `lines.${number}`, rule: 'columns-differ' }];
    const [ofEnvironment, ofTrial, stratum = '', position = '', block = ''] = cells;
    const wrong = wrongIn(rowOf(line));
    const fault = (column: (typeof COLUMNS)[number], rule: string | undefined): readonly Fault[] =>
      rule === undefined ? [] : [{ field: `lines.${number}.${column}`, rule }];
    return [
      ...fault('environment', ofEnvironment === environment ? undefined : 'environment-differs'),
      ...fault('trial', ofTrial === trial ? undefined : 'trial-differs'),
      ...fault('stratum', strata.has(stratum) ? undefined : 'row-unknown-stratum'),
      ...fault('position', WHOLE.test(position) ? undefined : 'not-a-number'),
      ...fault('block', WHOLE.test(block) || block === NO_BLOCK ? undefined : 'not-a-number'),
      ...fault('arm', wrong),
    ];
  };
}

/** From 1, written in the one way a number is. */
const WHOLE = /^[1-9]\d{0,5}$/;
/** In a list of a method without blocks. */
const NO_BLOCK = '0';

function rowOf({ cells }: Line): ListRow {
  const [, , stratum = '', position, block, arm = ''] = cells;
  return { stratum, position: Number(position), block: Number(block), arm };
}

/** Strata in the order of the file and, behind them, those it does not have; the block sizes that may be meant. */
function observed(design: ListDesign, placed: readonly PlacedRow[]): Specification {
  if (design.method === 'minimisation') return design;
  const inFile = placed.map(({ row }) => row.stratum).filter((stratum) => design.strata.includes(stratum));
  const strata = [...new Set([...inFile, ...design.strata])];
  if (design.method === 'simple') return { ...design, strata };
  const sizes = new Map<string, number>();
  for (const { row } of placed) {
    const block = `${row.block} ${row.stratum}`;
    sizes.set(block, (sizes.get(block) ?? 0) + 1);
  }
  const meant = [...new Set(sizes.values())].filter((size) => mayBeMeant(size, design.arms));
  return { ...design, strata, blockSizes: meant.sort((a, b) => a - b) };
}

const mayBeMeant = (size: number, arms: readonly Arm[]): boolean => size % ratioSum(arms) === 0 && size !== PREDICTABLE;
/** In a block of two the first allocation discloses the second. */
const PREDICTABLE = 2;

function refuse(faults: readonly Fault[]): never {
  const listed = faults.length > LISTED_FAULTS ? `, the first ${LISTED_FAULTS} are listed` : '';
  throw new Rejection('list-refused', {
    field: 'text',
    rule: `the file has faults: ${faults.length}${listed}`,
    errors: faults.slice(0, LISTED_FAULTS),
  });
}
