import { Rejection } from '@trial/kernel';
import type { ListRow } from './list-row.js';

/**
 * What a longer list adds to the one in use (R16): rows behind the last position of a stratum, and strata of their own.
 * Every row in use stands in the longer list as it is, or all of it is refused.
 *
 * `Rejection('extension-differs')` with the place of the first row that is another one, or when nothing is added.
 */
export function addedRows<Row extends ListRow>(inUse: readonly ListRow[], longer: readonly Row[]): readonly Row[] {
  const rowAt = new Map(longer.map((row) => [placeOf(row), row]));
  for (const row of inUse) {
    const { block, arm } = rowAt.get(placeOf(row)) ?? {};
    if (block !== row.block || arm !== row.arm) refuse(`row ${row.position} of ${row.stratum} is another one`);
  }
  const used = new Set(inUse.map(placeOf));
  const added = longer.filter((row) => !used.has(placeOf(row)));
  if (added.length === 0) refuse('it adds no row');
  return added;
}

const placeOf = ({ stratum, position }: ListRow): string => `${position} ${stratum}`;

function refuse(rule: string): never {
  throw new Rejection('extension-differs', { field: 'length', rule });
}
