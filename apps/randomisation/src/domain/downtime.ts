import { isBefore, type Instant } from '@trial/kernel';

/** What is known about one envelope of a downtime pack: a row of the list that is set aside, sealed under a code of its own. */
export interface Envelope {
  /** From 1 within the pack; within a stratum envelopes are opened in this order, which is that of the positions. */
  readonly envelope: number;
  readonly stratum: string;
  readonly position: number;
  /** When the participant who holds its row was randomised; null while nobody does. */
  readonly usedAt: Instant | null;
  /** The pharmacy showed its code, and so could open it. */
  readonly opened: boolean;
  /** What lay in it is what the list has at its place; null while it is not opened. */
  readonly trueToList: boolean | null;
  /** Whoever holds the codes says that this one was given to somebody; null until they have said. */
  readonly readOut: boolean | null;
}

export type EnvelopeState = 'sealed' | 'opened' | 'used';

export const stateOf = ({ usedAt, opened }: Envelope): EnvelopeState =>
  usedAt ? 'used' : opened ? 'opened' : 'sealed';

export type EnvelopeFinding =
  /** Somebody holds the row, and nobody showed the code. */
  | 'unaccounted'
  /** Pharmacy and holder of the codes do not say the same. */
  | 'statements-differ'
  /** An earlier envelope of the stratum is untouched. */
  | 'out-of-order'
  /** Whoever got an earlier envelope of the stratum was randomised later. */
  | 'times-inverted'
  | 'differs-from-list';

/** What does not fit together about one envelope, seen beside the others of its pack. */
export function findingsOf(envelope: Envelope, pack: readonly Envelope[]): readonly EnvelopeFinding[] {
  const { usedAt, opened, trueToList, readOut } = envelope;
  const earlier = pack.filter((other) => other.stratum === envelope.stratum && other.envelope < envelope.envelope);
  return [
    ...(usedAt && !opened ? (['unaccounted'] as const) : []),
    ...(readOut !== null && readOut !== opened ? (['statements-differ'] as const) : []),
    ...(isTouched(envelope) && !earlier.every(isTouched) ? (['out-of-order'] as const) : []),
    ...(earlier.some((other) => usedAt && other.usedAt && isBefore(usedAt, other.usedAt))
      ? (['times-inverted'] as const)
      : []),
    ...(trueToList === false ? (['differs-from-list'] as const) : []),
  ];
}

const isTouched = ({ usedAt, opened, readOut }: Envelope): boolean => usedAt !== null || opened || readOut === true;

/** What becomes of a row that was set aside. */
export type Ending =
  | { readonly row: 'used' }
  /** It is free again: its envelope stayed shut, and its turn has not passed. */
  | { readonly row: 'returned' }
  /** Nobody gets it any more. */
  | { readonly row: 'retired'; readonly retiredFor: 'opened-unused' | 'statements-differ' | 'passed-over' };

/**
 * The end of every row of a pack when it is closed. A row that somebody may have seen is nobody's next row; neither is one
 * below the last allocation of its stratum, since no row is ever given out of order.
 *
 * @param lastAllocated the highest position of a stratum that anybody holds, 0 for none.
 */
export function endOf(envelope: Envelope, lastAllocated: (stratum: string) => number): Ending {
  const { usedAt, opened, readOut, stratum, position } = envelope;
  if (usedAt) return { row: 'used' };
  if (opened !== (readOut ?? false)) return { row: 'retired', retiredFor: 'statements-differ' };
  if (opened) return { row: 'retired', retiredFor: 'opened-unused' };
  if (position < lastAllocated(stratum)) return { row: 'retired', retiredFor: 'passed-over' };
  return { row: 'returned' };
}
