import type { ParticipantId } from '@trial/kernel';
import { armsOf, type AllocatedPosition } from './arm-of.js';
import type { ListRow } from './list-row.js';
import type { Specification } from './specification.js';

/** A position with the arm the participant is held to. Known only inside the vault. */
export interface Allocation extends AllocatedPosition {
  readonly arm: string;
}

export interface ListPlace {
  readonly stratum: string;
  readonly position: number;
}

/** One disagreement between list and allocations. It names the place and the participant, never an arm. */
export interface ReplayFinding {
  readonly code:
    | 'row-unknown'
    | 'levels-unknown'
    | 'arm-mismatch'
    | 'position-repeated'
    | 'participant-repeated'
    | 'position-inverted'
    | 'position-gap';
  readonly stratum: string;
  readonly position: number;
  /** Absent for a gap: nobody holds that row. */
  readonly participantId?: ParticipantId;
}

export interface Replay {
  /** Allocations that are exactly what list and method say at their place. */
  readonly matched: number;
  readonly findings: readonly ReplayFinding[];
}

/**
 * Walks all allocations of a trial again, in the order in which they were made, and compares each with what the list
 * makes of it, by any method (the nightly check Downs 2010 asks for, PMID 20484491; R07, R09). `list` is the list made
 * anew from its seed, not the stored one. Shares no code with the taking of a position.
 *
 * @param setAside rows that were taken out of the order of the list for a downtime pack: they may be given later than rows
 * behind them, or to nobody. In which order they were used is a matter of their pack.
 */
export function replay(
  specification: Specification,
  list: readonly ListRow[],
  allocations: readonly Allocation[],
  setAside: readonly ListPlace[] = [],
): Replay {
  const places = new Set(list.map(placeOf));
  const arms = armsOf(specification, list, allocations);
  const outOfOrder = new Set(setAside.map(placeOf));
  const seen = new Set<string>();
  const highest = new Map<string, number>();
  const findings: ReplayFinding[] = [];
  let matched = 0;

  for (const [index, allocation] of allocations.entries()) {
    const { participantId, stratum, position, arm } = allocation;
    const report = (code: ReplayFinding['code']) => findings.push({ code, stratum, position, participantId });
    const place = placeOf(allocation);
    const expected = arms[index];

    if (!places.has(place)) report('row-unknown');
    else if (expected === undefined) report('levels-unknown');
    else if (expected !== arm) report('arm-mismatch');
    else matched += 1;

    if (seen.has(place)) report('position-repeated');
    else if (!outOfOrder.has(place) && position < (highest.get(stratum) ?? 0)) report('position-inverted');
    if (seen.has(participantId)) report('participant-repeated');

    seen.add(place).add(participantId);
    if (!outOfOrder.has(place)) highest.set(stratum, Math.max(position, highest.get(stratum) ?? 0));
  }
  const given = new Set([...seen, ...outOfOrder]);
  return { matched, findings: [...findings, ...gaps(list, given, highest)] };
}

/** Rows below the highest one used that nobody holds and that were not set aside. */
const gaps = (
  list: readonly ListRow[],
  seen: ReadonlySet<string>,
  highest: ReadonlyMap<string, number>,
): readonly ReplayFinding[] =>
  list
    .filter((row) => row.position < (highest.get(row.stratum) ?? 0) && !seen.has(placeOf(row)))
    .map(({ stratum, position }) => ({ code: 'position-gap', stratum, position }));

const placeOf = ({ stratum, position }: ListPlace): string => `${stratum}\n${position}`;
