import { createHash } from 'node:crypto';
import { COMMITMENT, leafOf, type CommittedRow, type ListName } from './list-commitment.js';

const ROW_FORMAT = 'trial-list-row/1';

export interface OpenedRow extends CommittedRow {
  /** The other halves on the way up, lowest first, in hexadecimal. */
  readonly path: readonly string[];
}

/** The whole list, each row with its way to the root. */
export interface ListBundle extends ListName {
  readonly format: typeof COMMITMENT;
  readonly rows: readonly OpenedRow[];
}

/** One row of a list, which helps nobody to guess another: the path is made of hashes of salted leaves. */
export interface RowOpening extends ListName {
  readonly format: typeof ROW_FORMAT;
  /** From 0, in the order of the list. */
  readonly index: number;
  /** How many rows the list has. */
  readonly size: number;
  readonly row: OpenedRow;
}

/** Everything that was committed to, opened at the close of the trial. */
export function bundleOf(name: ListName, rows: readonly CommittedRow[]): ListBundle {
  const levels = levelsOf(rows.map((row) => leafOf(name, row)));
  return { format: COMMITMENT, ...name, rows: rows.map((row, index) => opened(row, levels, index)) };
}

/** One row alone; `RangeError` for an index that the list does not have. */
export function openingOf(name: ListName, rows: readonly CommittedRow[], index: number): RowOpening {
  const row = rows[index];
  if (!row) throw new RangeError(`the list has no row ${index}`);
  const levels = levelsOf(rows.map((each) => leafOf(name, each)));
  return { format: ROW_FORMAT, ...name, index, size: rows.length, row: opened(row, levels, index) };
}

const opened = (row: CommittedRow, levels: readonly (readonly Buffer[])[], index: number): OpenedRow => ({
  stratum: row.stratum,
  position: row.position,
  arm: row.arm,
  salt: row.salt,
  path: levels.flatMap((level, height) => level[(index >> height) ^ 1]?.toString('hex') ?? []),
});

/** The tree from its leaves up, without its root; a node without a neighbour is carried up as it is. */
function levelsOf(leaves: readonly Buffer[]): readonly (readonly Buffer[])[] {
  const levels: Buffer[][] = [];
  for (let level = leaves.map((leaf) => sha256(LEAF, leaf)); level.length > 1; level = above(level)) levels.push(level);
  return levels;
}

const above = (level: readonly Buffer[]): Buffer[] =>
  level.flatMap((node, index) => {
    if (index % 2 === 1) return [];
    const right = level[index + 1];
    return [right ? sha256(NODE, node, right) : node];
  });

const sha256 = (...parts: readonly Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
