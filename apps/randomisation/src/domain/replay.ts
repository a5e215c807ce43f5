import type { ParticipantId } from '@trial/kernel';
import type { ListRow } from './permuted-blocks.js';

/** What was stored when a participant got a row. Known only inside the vault. */
export interface Allocation {
  readonly participantId: ParticipantId;
  readonly stratum: string;
  readonly position: number;
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
  /** Allocations that are exactly what the list says at their place. */
  readonly matched: number;
  readonly findings: readonly ReplayFinding[];
}

/**
 * Walks all allocations of a trial again, in the order in which they were made, and compares each with the list
 * (the nightly check Downs 2010 asks for, PMID 20484491; R07, R09). Shares no code with the allocation itself.
 *
 * @param setAside rows that were taken out of the order of the list for a downtime pack: they may be given later than rows
 * behind them, or to nobody. In which order they were used is a matter of their pack.
 */
export function replay(
  list: readonly ListRow[],
  allocations: readonly Allocation[],
  setAside: readonly ListPlace[] = [],
): Replay {
  const armAt = new Map(list.map((row) => [placeOf(row), row.arm]));
  const outOfOrder = new Set(setAside.map(placeOf));
  const seen = new Set<string>();
  const highest = new Map<string, number>();
  const findings: ReplayFinding[] = [];
  let matched = 0;

  for (const allocation of allocations) {
    const { participantId, stratum, position, arm } = allocation;
    const report = (code: ReplayFinding['code']) => findings.push({ code, stratum, position, participantId });
    const place = placeOf(allocation);
    const expected = armAt.get(place);

    if (expected === undefined) report('row-unknown');
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
