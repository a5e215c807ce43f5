import type { DumpedFile } from './dump.js';
import type { Feature } from './features.js';
import type { Allocation } from './owners.js';
import { ranked } from './statistics.js';

const TABLE_BITS = 24;
/** A file that mentions fewer says nothing about the rest. */
const ENOUGH = 0.2;

interface Needle {
  readonly owner: number;
  readonly bytes: Buffer;
}

/**
 * Where the ids of participants and allocations occur in the bytes of a file, as text and as the 16 bytes that a database
 * keeps, and how far it is from one to the next: that is the size of what was written between them.
 */
export class FileTraces {
  private readonly maybe = new Uint8Array(2 ** TABLE_BITS);
  private readonly needles = new Map<number, Needle[]>();

  constructor(private readonly allocations: readonly Allocation[]) {
    allocations.forEach(({ id, participantId }, owner) => {
      for (const uuid of [id, participantId])
        for (const bytes of [Buffer.from(uuid), Buffer.from(uuid.replaceAll('-', ''), 'hex')])
          this.add({ owner, bytes });
    });
  }

  *in({ name }: DumpedFile, bytes: Buffer): Generator<Feature> {
    const n = this.allocations.length;
    const [count, first, between, after] = Array.from({ length: 4 }, () => new Float64Array(n).fill(NaN)) as Columns;
    let last: { owner: number; offset: number } | undefined;
    const latest = new Float64Array(n).fill(NaN);
    for (const { owner, offset } of this.occurrences(bytes)) {
      if (last && Number.isNaN(after[last.owner])) after[last.owner] = offset - last.offset;
      if (Number.isNaN(count[owner])) first[owner] = offset;
      else if (Number.isNaN(between[owner])) between[owner] = offset - (latest[owner] ?? 0);
      count[owner] = (Number.isNaN(count[owner]) ? 0 : (count[owner] ?? 0)) + 1;
      latest[owner] = offset;
      last = { owner, offset };
    }
    if (first.filter((offset) => !Number.isNaN(offset)).length < ENOUGH * n) return;
    const columns = {
      'times it is named': count,
      'where it is named first': first,
      'bytes from first to second': between,
    };
    for (const [what, values] of Object.entries({ ...columns, 'bytes to the next id': after }))
      yield { kind: 'traces in files', name: `${name}: ${what}`, values: ranked(values) };
  }

  private add(needle: Needle): void {
    const key = lastFour(needle.bytes, needle.bytes.length - 1);
    this.maybe[place(key)] = 1;
    this.needles.set(key, [...(this.needles.get(key) ?? []), needle]);
  }

  private *occurrences(bytes: Buffer): Generator<{ owner: number; offset: number }> {
    const { maybe, needles } = this;
    let key = 0;
    for (let end = 0; end < bytes.length; end += 1) {
      key = (key << 8) | (bytes[end] ?? 0);
      if (maybe[place(key)] === 0) continue;
      for (const needle of needles.get(key) ?? []) {
        const from = end + 1 - needle.bytes.length;
        if (from >= 0 && bytes.compare(needle.bytes, 0, needle.bytes.length, from, end + 1) === 0)
          yield { owner: needle.owner, offset: from };
      }
    }
  }
}

type Columns = [Float64Array, Float64Array, Float64Array, Float64Array];

const lastFour = (bytes: Buffer, end: number): number => bytes.readInt32BE(end - 3);
// Jest looks up globals where they are used, which for each byte of a dump takes longer than all else.
const { imul } = Math;
const place = (key: number): number => imul(key, 0x9e3779b1) >>> (32 - TABLE_BITS);
