import type { Row, Table } from './dump.js';
import type { Kind } from './features.js';
import type { Allocation } from './owners.js';

/** A leak put into a copy of the dump: the same attacker must find it. */
export interface Plant {
  readonly name: string;
  /** The classifier that it is meant for. */
  readonly kind: Kind;
  readonly into: (tables: readonly Table[], allocations: readonly Allocation[], arm: Uint8Array) => Table[];
}

const ALLOCATION = '.vault.allocation';
const LIST = '.vault.list_position';

/** A copy of the tables in which every row of an allocation in one of them is changed, with its arm at hand. */
function changed(
  tables: readonly Table[],
  suffix: string,
  change: (row: Row, arm: number | undefined) => Row,
  armOf: (row: Row) => number | undefined,
): Table[] {
  return tables.map((table) =>
    table.name.endsWith(suffix) ? { ...table, rows: table.rows.map((row) => change(row, armOf(row))) } : table,
  );
}

const inAllocations =
  (change: (row: Row, arm: number) => Row): Plant['into'] =>
  (tables, allocations, arm) => {
    const arms = new Map(allocations.map(({ participantId }, owner) => [participantId, arm[owner] ?? 0]));
    const armOf = (row: Row) => arms.get(String(row['participant_id']));
    return changed(tables, ALLOCATION, (row, of) => (of === undefined ? row : change(row, of)), armOf);
  };

const inListRows =
  (change: (row: Row, arm: number) => Row): Plant['into'] =>
  (tables, allocations, arm) => {
    const arms = new Map(allocations.map(({ position }, owner) => [position, arm[owner] ?? 0]));
    const armOf = (row: Row) => arms.get(Number(row['position']));
    return changed(tables, LIST, (row, of) => (of === undefined ? row : change(row, of)), armOf);
  };

const withLastBit = (hex: string, bit: number): string =>
  hex.slice(0, -1) + ((parseInt(hex.slice(-1), 16) & 0b1110) | bit).toString(16);

export const PLANTS: readonly Plant[] = [
  {
    name: 'the arm as a word in a column',
    kind: 'words',
    into: inAllocations((row, arm) => ({ ...row, note: arm === 1 ? 'quokka' : 'axolotl' })),
  },
  {
    name: 'a sealed row that is a byte longer for one arm',
    kind: 'size',
    into: inListRows((row, arm) => ({ ...row, sealed_row: String(row['sealed_row']) + (arm === 1 ? '00' : '') })),
  },
  {
    name: 'a millisecond more for one arm',
    kind: 'time',
    into: inAllocations((row, arm) => ({
      ...row,
      allocated_at: new Date(Date.parse(String(row['allocated_at'])) + arm).toISOString(),
    })),
  },
  {
    name: 'the last bit of the id of the allocation',
    kind: 'ids',
    into: inAllocations((row, arm) => ({ ...row, id: withLastBit(String(row['id']), arm) })),
  },
  {
    name: 'one bit of the ciphertext',
    kind: 'ciphertext',
    into: inListRows((row, arm) => ({ ...row, sealed_row: withLastBit(String(row['sealed_row']), arm) })),
  },
  {
    name: 'rows stored in the order of the arms',
    kind: 'order',
    into: (tables, allocations, arm) => {
      const owner = new Map(allocations.map(({ participantId }, index) => [participantId, index]));
      const armOf = (row: Row) => arm[owner.get(String(row['participant_id'])) ?? 0] ?? 0;
      return tables.map((table) => {
        if (!table.name.endsWith(ALLOCATION)) return table;
        const rows = [...table.rows].sort((a, b) => armOf(a) - armOf(b));
        return {
          ...table,
          rows: rows.map((row, at) => ({ ...row, ctid: `(${Math.floor(at / 80)},${(at % 80) + 1})` })),
        };
      });
    },
  },
  {
    name: 'a transaction id that is odd for one arm',
    kind: 'transaction ids',
    into: inAllocations((row, arm) => ({ ...row, xmin: String((Number(row['xmin']) & ~1) | arm) })),
  },
  {
    name: 'a word that is right three times in five',
    kind: 'words',
    into: inAllocations((row, arm) => ({
      ...row,
      // Three in five, by the position: no chance is needed for a plant.
      note: Number(row['position']) % 5 < 3 === (arm === 1) ? 'early' : 'late',
    })),
  },
];
