import { listFindings, type ListFinding } from './list-checks.js';
import type { ListRow } from './list-row.js';
import type { Specification } from './specification.js';

/** One thing wrong with a list file, by its place there. */
export interface Fault {
  readonly field: string;
  readonly rule: string;
}

/** A row, and the line it stands on, from 1. */
export interface PlacedRow {
  readonly line: number;
  readonly row: ListRow;
}

/** The rows of a stratum stand together and are numbered from 1, without a gap and each once. */
export function faultsOfOrder(placed: readonly PlacedRow[]): readonly Fault[] {
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
    if (repeated) return [{ field: `lines.${line}.position`, rule: 'position-repeated' }];
    if (returns) return [{ field: `lines.${line}.stratum`, rule: 'stratum-returns' }];
    return position === next ? [] : [{ field: `lines.${line}.position`, rule: 'sequence-broken' }];
  });
}

/** What the rows are wrong about together: blocks, balance, length. */
export function faultsOfBlocks(specification: Specification, placed: readonly PlacedRow[]): readonly Fault[] {
  const findings = listFindings(
    specification,
    placed.map(({ row }) => row),
  );
  return findings
    .filter(({ code }) => !FOUND_BY_LINE.has(code))
    .map(({ code, stratum, at }) => ({ field: placeOf(specification, placed, stratum, at), rule: code }));
}

const FOUND_BY_LINE: ReadonlySet<ListFinding['code']> = new Set([
  'row-unknown-stratum',
  'row-unknown-arm',
  'die-not-readable',
  'sequence-broken',
]);

/** The line on which a block of a stratum begins, or that of a row where there are no blocks; else the stratum itself. */
function placeOf({ method }: Specification, placed: readonly PlacedRow[], stratum: string, at?: number): string {
  const ofStratum = placed.filter(({ row }) => row.stratum === stratum);
  const begins = ofStratum.filter(
    ({ row }, i) => method !== 'permuted-blocks' || row.block !== ofStratum[i - 1]?.row.block,
  );
  const found = at === undefined ? undefined : begins[at - 1];
  return found ? `lines.${found.line}.block` : `strata.${stratum}`;
}
