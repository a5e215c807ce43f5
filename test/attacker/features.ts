import type { Row, Table } from './dump.js';
import { momentIn } from './moments.js';
import type { Owners } from './owners.js';
import { ranked } from './statistics.js';

/** What a classifier looks at; each is one line of the report. */
export const KINDS = [
  'order',
  'time',
  'size',
  'ids',
  'transaction ids',
  'ciphertext',
  'words',
  'traces in files',
] as const;
export type Kind = (typeof KINDS)[number];

/** One number per allocation; what is not there is 0, the middle. */
export interface Feature {
  readonly kind: Kind;
  readonly name: string;
  readonly values: Float64Array;
}

/** Of the rows of a table that are of one allocation, so many are looked at from the first on and from the last back. */
const DEEP = 3;
const MODULI = [2, 4, 6, 10];

/** Everything that can be counted, ordered or cut into bits in the rows of a table, for each of `n` allocations. */
export function* featuresOf(
  { name, rows }: Table,
  owners: Owners,
  references: References,
  n: number,
): Generator<Feature> {
  const owned: [number, Row][][] = Array.from({ length: n }, () => []);
  rows.forEach((row, stored) => {
    const owner = owners.of(row);
    if (owner !== undefined && owner < n) owned[owner]?.push([stored, row]);
  });
  const counts = Float64Array.from(owned, (mine) => mine.length);
  yield { kind: 'size', name: `${name}: rows`, values: ranked(counts) };
  const seen = new Set<string>();
  for (const nth of nearEnds(Math.max(...counts))) {
    const leaves = owned.map((mine) => leavesOf(mine.at(nth)?.[1]));
    const stored = Float64Array.from(owned, (mine) => mine.at(nth)?.[0] ?? NaN);
    yield { kind: 'order', name: `${name}[${nth}]: where it is stored`, values: ranked(stored) };
    for (const path of new Set(leaves.flatMap((leaf) => [...leaf.keys()]))) {
      const column = leaves.map((leaf) => leaf.get(path));
      // The same id stands in many rows: what is tried twice tells nothing more.
      const content = column.join();
      if (seen.has(content)) continue;
      seen.add(content);
      yield* ofColumn(`${name}[${nth}].${path}`, path, column, references);
    }
  }
}

/** Places from the front and, as negative numbers, from the back; none twice where most have few. */
function nearEnds(most: number): number[] {
  const first = Array.from({ length: Math.min(DEEP, most) }, (_, index) => index);
  const last = Array.from({ length: Math.max(0, Math.min(DEEP, most - DEEP)) }, (_, index) => -1 - index);
  return [...first, ...last];
}

type Leaf = string | number;
type Column = readonly (Leaf | undefined)[];
/** Moments, in microseconds, from which others are counted. */
type References = ReadonlyMap<string, Float64Array>;

/** The values of a row by path; text that is JSON is taken apart. */
function leavesOf(value: unknown, path = '', leaves = new Map<string, Leaf>()): Map<string, Leaf> {
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    leaves.set(path, value);
    return leavesOf(parsed(value), `${path}.`, leaves);
  }
  if (typeof value === 'string' || typeof value === 'number') leaves.set(path, value);
  else if (typeof value === 'boolean' || value === null) leaves.set(path, String(value));
  else if (typeof value === 'object') {
    if (path !== '') leaves.set(path, JSON.stringify(value));
    for (const [key, part] of Object.entries(value)) leavesOf(part, path === '' ? key : `${path}.${key}`, leaves);
  }
  return leaves;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function* ofColumn(name: string, path: string, column: Column, references: References): Generator<Feature> {
  const sample = column.find((value) => value !== undefined);
  if (sample === undefined) return;
  const there = Float64Array.from(column, (value) => (value === undefined ? -1 : 1));
  yield { kind: 'size', name: `${name} is there`, values: there };
  if (/^(xmin|xmax|xid)$/.test(path)) yield* ofNumbers('transaction ids', name, column.map(Number));
  else if (path === 'ctid') yield* ofPlaces(name, column);
  else if (typeof sample === 'number') yield* ofNumbers('order', name, column.map(Number));
  else if (momentIn(sample) !== undefined) yield* ofMoments(name, column, references);
  else if (bitsIn(sample) !== undefined) yield* ofBits(UUID.test(sample) ? 'ids' : 'ciphertext', name, column);
  else yield* ofWords(name, column);
  const lengths = column.map((value) => (value === undefined ? NaN : String(value).length));
  yield { kind: 'size', name: `${name}: length`, values: ranked(Float64Array.from(lengths)) };
}

/** Size, each residue that blocks or paired writes could show in, and the distance from the allocation before. */
function* ofNumbers(kind: Kind, name: string, numbers: readonly number[], moduli = MODULI): Generator<Feature> {
  yield { kind, name: `${name}: size`, values: ranked(finite(numbers)) };
  const steps = numbers.map((value, index) => value - (numbers[index - 1] ?? NaN));
  yield { kind, name: `${name}: step`, values: ranked(finite(steps)) };
  for (const modulus of moduli)
    for (let rest = 0; rest < modulus; rest += 1) {
      const values = Float64Array.from(numbers, (value) => (((value % modulus) + modulus) % modulus === rest ? 1 : 0));
      yield { kind, name: `${name}: ${rest} mod ${modulus}`, values };
    }
}

/** As a number, to the millisecond and to the microsecond, and as a distance from the moments that are known. */
function* ofMoments(name: string, column: Column, references: References): Generator<Feature> {
  const moments = column.map((value) => momentIn(value) ?? NaN);
  yield* ofNumbers('time', name, moments, [2]);
  const milliseconds = moments.map((moment) => Math.floor(moment / 1_000));
  yield* ofNumbers('time', `${name} in ms`, milliseconds, [2, 10]);
  for (const [since, from] of references) {
    const distances = moments.map((moment, owner) => moment - (from[owner] ?? NaN));
    yield* ofNumbers('time', `${name} since ${since}`, distances, []);
  }
}

function* ofPlaces(name: string, column: Column): Generator<Feature> {
  const places = column.map((value) => /\((\d+),(\d+)\)/.exec(String(value))?.slice(1).map(Number) ?? []);
  yield* ofNumbers(
    'order',
    `${name} on its page`,
    places.map(([, line]) => line ?? NaN),
  );
  const order = places.map(([page, line]) => (page ?? NaN) * 10_000 + (line ?? NaN));
  yield { kind: 'order', name: `${name}: order`, values: ranked(finite(order)) };
}

/** Every bit, and how many are set. */
function* ofBits(kind: Kind, name: string, column: Column): Generator<Feature> {
  const bytes = column.map((value) => bitsIn(value) ?? Buffer.alloc(0));
  const longest = Math.max(...bytes.map(({ length }) => length));
  const set = bytes.map((each) => each.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0));
  yield { kind, name: `${name}: bits set`, values: ranked(Float64Array.from(set)) };
  for (let bit = 0; bit < longest * 8; bit += 1) {
    const values = Float64Array.from(bytes, (each) => {
      const byte = each[bit >> 3];
      return byte === undefined ? 0 : ((byte >> (bit & 7)) & 1) * 2 - 1;
    });
    yield { kind, name: `${name}: bit ${bit}`, values };
  }
}

/** Each of the few words of a column; of many, none is told from chance. */
function* ofWords(name: string, column: Column): Generator<Feature> {
  const words = new Set(column);
  if (words.size > 12) return;
  for (const word of words) {
    const values = Float64Array.from(column, (value) => (value === word ? 1 : 0));
    yield { kind: 'words', name: `${name} = ${String(word)}`, values };
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HEX = /^(\\x)?(?:[0-9a-f]{2}){16,}$/;
const LONGEST = 256;

function bitsIn(value: Leaf | undefined): Buffer | undefined {
  if (typeof value !== 'string') return undefined;
  if (UUID.test(value)) return Buffer.from(value.replaceAll('-', ''), 'hex');
  return HEX.test(value) ? Buffer.from(value.replace('\\x', '').slice(0, 2 * LONGEST), 'hex') : undefined;
}

const finite = (values: readonly number[]): Float64Array =>
  Float64Array.from(values, (value) => (Number.isFinite(value) ? value : NaN));
