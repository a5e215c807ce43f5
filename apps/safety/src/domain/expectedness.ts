import { comparePlainDates, earliestDay, latestDay, type PartialDate, type PlainDate } from '@trial/kernel';
import type { Grade } from './ctcae/term.js';
import type { SeriousnessCriterion } from './seriousness.js';

/** One version of the reference safety information (RSI): which reactions the product is known to cause, and how bad. */
export interface ReferenceSafetyInformation {
  readonly version: string;
  /** First day in force; it stays in force until the next version starts. */
  readonly inForceFrom: PlainDate;
  readonly expectedReactions: readonly ExpectedReaction[];
}

export interface ExpectedReaction {
  /** Slug of the CTCAE term. */
  readonly term: string;
  /** The worst grade that is still expected; worse is unexpected (severity counts, 536/2014 art. 2(34)). */
  readonly upToGrade: Exclude<Grade, 5>;
}

export interface Expectedness {
  readonly expectedness: 'expected' | 'unexpected';
  /** The versions that were looked at, as stored with the verdict; more than one when the onset is not known to the day. */
  readonly versions: readonly string[];
  readonly because: 'listed' | 'not-listed' | 'worse-than-listed' | 'fatal' | 'grade-missing' | 'no-reference-in-force';
}

/**
 * Judges a reaction against the reference in force when it began. A fatal reaction is unexpected whatever is listed. An
 * onset that may fall under two versions is expected only if both expect it. Assumes the active product: who got what
 * plays no part.
 */
export function expectednessOf(
  reaction: {
    readonly term: string;
    readonly grade: Grade | null;
    readonly fatal: boolean;
    readonly onsetOn: PartialDate | null;
  },
  references: readonly ReferenceSafetyInformation[],
): Expectedness {
  const inForce = referencesInForce(references, reaction.onsetOn);
  const versions = inForce.map(({ version }) => version);
  const unexpected = (because: Expectedness['because']): Expectedness => ({
    expectedness: 'unexpected',
    versions,
    because,
  });

  if (reaction.fatal || reaction.grade === 5) return unexpected('fatal');
  if (inForce.length === 0) return unexpected('no-reference-in-force');
  for (const { expectedReactions } of inForce) {
    const listed = expectedReactions.find(({ term }) => term === reaction.term);
    if (!listed) return unexpected('not-listed');
    if (reaction.grade === null) return unexpected('grade-missing');
    if (reaction.grade > listed.upToGrade) return unexpected('worse-than-listed');
  }
  return { expectedness: 'expected', versions, because: 'listed' };
}

/** What the sponsor judged, as it counts: a fatal reaction is unexpected whatever was judged of it. */
export const expectednessAsItCounts = (
  judged: Expectedness['expectedness'],
  seriousness: readonly SeriousnessCriterion[],
): Expectedness['expectedness'] => (seriousness.includes('death') ? 'unexpected' : judged);

/** The versions in force on at least one day the onset can mean, oldest first; all of them when nothing is known of it. */
export function referencesInForce(
  references: readonly ReferenceSafetyInformation[],
  onsetOn: PartialDate | null,
): readonly ReferenceSafetyInformation[] {
  const ordered = [...references].sort((a, b) => comparePlainDates(a.inForceFrom, b.inForceFrom));
  if (onsetOn === null) return ordered;
  return ordered.filter((reference, index) => {
    const next = ordered[index + 1];
    const startsInTime = comparePlainDates(reference.inForceFrom, latestDay(onsetOn)) <= 0;
    const endsLater = next === undefined || comparePlainDates(next.inForceFrom, earliestDay(onsetOn)) > 0;
    return startsInTime && endsLater;
  });
}
