import { addDays, civilDate, startOfDay, type Instant, type TimeZone } from '@trial/kernel';
import type { VisitRule } from './visit-window.js';

/** What is known about the moments visits are counted from. */
export interface AnchorFacts {
  readonly consentedAt: Instant | null;
  readonly randomisedAt: Instant | null;
  /** Actual time of the first injection or dose, whichever it was. */
  readonly treatedAt: Instant | null;
  /** When it was decided that nothing will be given; null while treatment is expected. Treatment counts more. */
  readonly ruledOutAt: Instant | null;
}

/**
 * Day 0 of one participant. The act the trial names gives the plan everybody follows. Until then the plan is
 * provisional: from randomisation, which is for good once it was decided that nothing will be given (contact and safety
 * only, S02); before that from the latest day on which treatment can follow a screening that begins with consent.
 */
export interface Anchor {
  readonly basis: 'treatment' | 'randomisation' | 'consent';
  readonly at: Instant;
  readonly provisional: boolean;
}

/**
 * The anchor as far as the facts carry; null before consent, when there is nothing to count from.
 *
 * @param event the act the trial counts from: treatment, or randomisation when that is its day 0.
 * @param rules the visits of the trial; the earliest one before treatment says how long screening may take.
 */
export function anchorOf(
  { consentedAt, randomisedAt, treatedAt, ruledOutAt }: AnchorFacts,
  event: 'treatment' | 'randomisation',
  rules: readonly VisitRule[],
  zone: TimeZone,
): Anchor | null {
  if (event === 'treatment' && treatedAt !== null) return { basis: 'treatment', at: treatedAt, provisional: false };
  if (randomisedAt !== null) {
    return { basis: 'randomisation', at: randomisedAt, provisional: event !== 'randomisation' && ruledOutAt === null };
  }
  if (consentedAt === null) return null;
  const lastDay = addDays(civilDate(consentedAt, zone), daysOfScreening(rules));
  return { basis: 'consent', at: startOfDay(lastDay, zone), provisional: true };
}

const daysOfScreening = (rules: readonly VisitRule[]): number =>
  Math.max(
    0,
    ...rules.map(({ phase, offset }) => (phase === 'before-treatment' && 'days' in offset ? -offset.days : 0)),
  );
