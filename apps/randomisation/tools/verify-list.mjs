#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * Holds bundles of a randomisation list, or single opened rows, against the root that was published before the first
 * participant. Stands alone on purpose: nothing of the platform, no database, no network. `verify_list.py` is the same
 * in another language; what both check is written in the README of this folder.
 *
 *   verify-list FILE… --root HEX
 *
 * One line per file: `FILE: accepted, …` or `FILE: refused, …` with the first row that is wrong; exit 1 if any is refused,
 * 2 if it was not called as it must be.
 */
const BUNDLE = 'trial-list-bundle/1';
const ROW = 'trial-list-row/1';
const CODE_BREAK = 'trial-code-break/1';
const MOST_ROWS = 1_000_000;

function main(files) {
  const flag = files.indexOf('--root');
  const [, root] = flag < 0 ? [] : files.splice(flag, 2);
  if (files.length === 0 || !isHash(root)) {
    console.error('Usage: verify-list FILE… --root HEX   (64 lower-case hexadecimal digits)');
    return 2;
  }
  let refused = 0;
  for (const file of files) {
    const { accepted, wrong } = judge(openingIn(read(file)), root);
    if (wrong) refused += 1;
    console.log(wrong ? `${file}: refused, ${wrong}` : `${file}: accepted, ${accepted}`);
  }
  return refused > 0 ? 1 : 0;
}

function read(file) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file)));
  } catch {
    return undefined;
  }
}

/** Of the certificate of a code break only the row can be verified; who broke it, and when, is no part of the list. */
function openingIn(said) {
  const names = ['format', 'codeBreakId', 'participantId', 'brokenBy', 'brokenAt', 'cause', 'opening'];
  return hasExactly(said, names) && said.format === CODE_BREAK && isOpening(said.opening) ? said.opening : said;
}

function judge(said, root) {
  if (isOpening(said)) {
    const { index, size, row } = said;
    const wrong = wrongWith(said, row, index, size, root);
    return wrong ? { wrong: `row ${index + 1} ${wrong}` } : { accepted: `row ${index + 1} of ${size}` };
  }
  if (!isBundle(said)) return { wrong: 'this is no bundle and no opened row' };
  const { rows } = said;
  const seen = new Set();
  let before;
  for (const [index, row] of rows.entries()) {
    const wrong =
      isRow(row) && outOfSequence(row, before, seen)
        ? 'is out of sequence'
        : wrongWith(said, row, index, rows.length, root);
    if (wrong) return { wrong: `row ${index + 1} ${wrong}` };
    seen.add(row.stratum);
    before = row;
  }
  return { accepted: `${rows.length} rows` };
}

/** Positions count from 1 in every stratum, and the rows of a stratum stand together. */
function outOfSequence({ stratum, position }, before, seen) {
  if (before?.stratum === stratum) return position !== before.position + 1;
  return position !== 1 || seen.has(stratum);
}

function wrongWith(name, row, index, size, root) {
  if (!isRow(row)) return 'is not readable';
  return headOf(name, row, index, size) === root ? undefined : 'does not lead to the root';
}

/** From the leaf up to what was published; undefined when the path has another length than the place in the tree. */
function headOf({ trial, list }, { stratum, position, arm, salt, path }, index, size) {
  const leaf = [BUNDLE, trial, list, stratum, String(position), arm].map(withLength);
  let node = sha256(Buffer.from([0]), ...leaf, Buffer.from(salt, 'hex'));
  let used = 0;
  let at = index;
  for (let width = size; width > 1; width = Math.ceil(width / 2)) {
    if (at % 2 === 1 || at + 1 < width) {
      if (used === path.length) return undefined;
      const other = Buffer.from(path[used++], 'hex');
      node = at % 2 === 1 ? sha256(Buffer.from([1]), other, node) : sha256(Buffer.from([1]), node, other);
    }
    at = Math.floor(at / 2);
  }
  if (used !== path.length) return undefined;
  const rows = Buffer.alloc(8);
  rows.writeBigUInt64BE(BigInt(size));
  return sha256(Buffer.from([2]), rows, node).toString('hex');
}

function withLength(text) {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function isBundle(said) {
  if (!hasExactly(said, ['format', 'trial', 'list', 'rows']) || said.format !== BUNDLE || !isNamed(said)) return false;
  return Array.isArray(said.rows) && said.rows.length > 0 && said.rows.length <= MOST_ROWS;
}

function isOpening(said) {
  if (!hasExactly(said, ['format', 'trial', 'list', 'index', 'size', 'row']) || said.format !== ROW) return false;
  return isNamed(said) && isCount(said.size, 1) && isCount(said.index, 0) && said.index < said.size;
}

const isNamed = ({ trial, list }) => isText(trial) && isText(list);

function isRow(row) {
  if (!hasExactly(row, ['stratum', 'position', 'arm', 'salt', 'path'])) return false;
  const { stratum, position, arm, salt, path } = row;
  return (
    isText(stratum) && isCount(position, 1) && isText(arm) && isHash(salt) && Array.isArray(path) && path.every(isHash)
  );
}

function hasExactly(value, names) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === names.length && names.every((name) => keys.includes(name));
}

const isText = (value) => typeof value === 'string' && value.length > 0 && value.isWellFormed();
const isCount = (value, least) => Number.isInteger(value) && value >= least && value <= MOST_ROWS;

function isHash(value) {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

process.exitCode = main(process.argv.slice(2));
