import type { Instant } from '@trial/kernel';

/** What is known about the moment visits are counted from. */
export interface AnchorFacts {
  readonly randomisedAt: Instant | null;
  /** Actual time of the first injection, whichever site it was. */
  readonly treatedAt: Instant | null;
}

/**
 * Day 0 of one participant. Treatment gives the plan everybody follows. Until then, and for good when nothing is ever
 * given, randomisation is a pseudo-day 0: provisional, and good for contact and safety only (S02).
 */
export interface Anchor {
  readonly basis: 'treatment' | 'randomisation';
  readonly at: Instant;
  readonly provisional: boolean;
}

/** The anchor as far as the facts carry; `not-anchored` before randomisation, when there is nothing to count from. */
export function anchorOf({ randomisedAt, treatedAt }: AnchorFacts): Anchor | 'not-anchored' {
  if (treatedAt !== null) return { basis: 'treatment', at: treatedAt, provisional: false };
  if (randomisedAt !== null) return { basis: 'randomisation', at: randomisedAt, provisional: true };
  return 'not-anchored';
}
