import { createHash } from 'node:crypto';
import { merkleRoot } from '@trial/persistence';

/** Stored with every root; a change of anything below is a new version. */
export const COMMITMENT = 'trial-list-bundle/1';
const ROW_FORMAT = 'trial-list-row/1';

/** One row as it is committed to. The block is left out: a row that is opened must not tell where blocks end. */
export interface CommittedRow {
  readonly stratum: string;
  readonly position: number;
  readonly arm: string;
  /** 32 random bytes in hexadecimal: without it nobody can try out which arm a leaf was made of. */
  readonly salt: string;
}

/** The list that is committed to. */
export interface ListName {
  readonly trial: string;
  readonly list: string;
}

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

/**
 * What is published before the first participant (R08, CAP1): SHA-256 of 0x02, the number of rows as eight bytes and the
 * Merkle root (RFC 6962, 2.1) over one leaf per row, in the order of the list. A leaf is the format, trial, list, stratum,
 * position and arm, each as its length in four bytes and its UTF-8, and then the salt. In hexadecimal.
 */
export const rootOf = (name: ListName, rows: readonly CommittedRow[]): string =>
  published(rows.length, merkleRoot(rows.map((row) => leafOf(name, row)))).toString('hex');

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

const leafOf = ({ trial, list }: ListName, { stratum, position, arm, salt }: CommittedRow): Buffer =>
  Buffer.concat([
    ...[COMMITMENT, trial, list, stratum, String(position), arm].map(withLength),
    Buffer.from(salt, 'hex'),
  ]);

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

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

function published(size: number, root: Buffer): Buffer {
  const rows = Buffer.alloc(8);
  rows.writeBigUInt64BE(BigInt(size));
  return sha256(HEAD, rows, root);
}

const sha256 = (...parts: readonly Buffer[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
const HEAD = Buffer.from([2]);
