import type { ParticipantId } from '@trial/kernel';
import type { ListRow } from './list-row.js';
import { dieIn, dieSides } from './minimisation-dice.js';
import { minimise } from './minimisation.js';
import type { Minimisation, Specification } from './specification.js';

/** What was stored when a participant got a position, whatever the method: no arm. */
export interface AllocatedPosition {
  readonly participantId: ParticipantId;
  readonly stratum: string;
  readonly position: number;
  /** The level of every factor, by code, frozen at the allocation. */
  readonly levels: Readonly<Record<string, string>>;
}

/**
 * The arm of each allocation. In a list of arms it stands at its position; in a minimised trial it follows from the
 * throws and levels up to it, so `allocations` holds all from the first, in the order they were made.
 *
 * Undefined where the list has no such position, where a minimised allocation lacks a level, and for a throw that is
 * none: the store is damaged, and `replay` says where.
 */
export function armsOf(
  specification: Specification,
  rows: readonly ListRow[],
  allocations: readonly AllocatedPosition[],
): readonly (string | undefined)[] {
  const rowAt = new Map(rows.map((row) => [placeOf(row), row]));
  const held = allocations.map((allocation) => ({ ...allocation, row: rowAt.get(placeOf(allocation)) }));
  return specification.method === 'minimisation' ? minimisedArms(specification, held) : held.map(({ row }) => row?.arm);
}

function minimisedArms(
  specification: Minimisation,
  held: readonly (AllocatedPosition & { readonly row: ListRow | undefined })[],
): readonly (string | undefined)[] {
  const sides = dieSides(specification);
  const throws = held.map(({ levels, row }) => ({ levels, die: row && dieIn(row, sides) }));
  return minimise(specification, throws).map((minimised) => minimised?.arm);
}

const placeOf = ({ stratum, position }: { readonly stratum: string; readonly position: number }): string =>
  `${stratum}\n${position}`;
