import { createHash } from 'node:crypto';
import { merkleRoot } from '@trial/persistence';

/** Stored with every root; a change of anything below is a new version. */
export const COMMITMENT = 'trial-list-bundle/1';

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

/**
 * What is published before the first participant (R08, CAP1): SHA-256 of 0x02, the number of rows as eight bytes and the
 * Merkle root (RFC 6962, 2.1) over one leaf per row, in the order of the list. A leaf is the format, trial, list, stratum,
 * position and arm, each as its length in four bytes and its UTF-8, and then the salt. In hexadecimal.
 */
export const rootOf = (name: ListName, rows: readonly CommittedRow[]): string =>
  published(rows.length, merkleRoot(rows.map((row) => leafOf(name, row)))).toString('hex');

/** The text of a leaf, before it is hashed. */
export const leafOf = ({ trial, list }: ListName, { stratum, position, arm, salt }: CommittedRow): Buffer =>
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
const HEAD = Buffer.from([2]);
