import { comparePlainDates, earliestDay, latestDay, type PartialDate, type PlainDate } from '@trial/kernel';
import { trialCausesOf, type Cause } from './causality.js';
import type { CtcaeVersion, Grade } from './ctcae/term.js';
import type { SeriousnessCriterion } from './seriousness.js';

/** One version of the reference safety information (RSI): which reactions the trial is known to cause, and how bad. */
export interface ReferenceSafetyInformation {
  readonly version: string;
  /** First day in force; it stays in force until the next version starts. */
  readonly inForceFrom: PlainDate;
  /** The dictionary its terms and grades are of; they say nothing about an event graded by another. */
  readonly ctcaeVersion: CtcaeVersion;
  readonly expectedReactions: readonly ExpectedReaction[];
}

export interface ExpectedReaction {
  /** What causes it: a cause the trial brought. */
  readonly cause: Cause;
  /** Slug of the CTCAE term. */
  readonly term: string;
  /** The worst grade that is still expected; worse is unexpected (severity counts, 536/2014 art. 2(34)). */
  readonly upToGrade: Exclude<Grade, 0 | 5>;
  /** What may make it serious and still be expected; none: a serious one is unexpected. Never death. */
  readonly seriousness: readonly SeriousnessCriterion[];
}

export interface Expectedness {
  readonly expectedness: 'expected' | 'unexpected';
  /** The versions that were looked at; more than one when the onset is not known to the day. */
  readonly versions: readonly string[];
  readonly because:
    | 'listed'
    | 'not-listed'
    | 'worse-than-listed'
    | 'more-serious-than-listed'
    | 'fatal'
    | 'grade-missing'
    | 'no-reference-in-force';
  /** What was suspected and looked for. */
  readonly causes: readonly Cause[];
  /** The entries that were found, and compared as far as the one that decided. */
  readonly entries: readonly ExpectedReaction[];
}

/** What is judged: the event, and what somebody suspects of it. */
export interface Reaction {
  readonly ctcaeVersion: CtcaeVersion;
  readonly term: string;
  readonly grade: Grade | null;
  readonly seriousness: readonly SeriousnessCriterion[];
  readonly onsetOn: PartialDate | null;
  /** Of what the trial brought. */
  readonly causes: readonly Cause[];
}

/**
 * Judges a reaction against the reference in force when it began. A fatal reaction is unexpected whatever is listed. It is
 * expected only of everything that is suspected, and an onset that may fall under two versions only if both expect it.
 * Assumes the active product: who got what plays no part.
 */
export function expectednessOf(reaction: Reaction, references: readonly ReferenceSafetyInformation[]): Expectedness {
  const { causes } = reaction;
  const inForce = referencesInForce(references, reaction.onsetOn);
  const versions = inForce.map(({ version }) => version);
  const entries: ExpectedReaction[] = [];
  const judged = (because: Expectedness['because']): Expectedness => ({
    expectedness: because === 'listed' ? 'expected' : 'unexpected',
    ...{ versions, because, causes, entries },
  });

  if (reaction.seriousness.includes('death') || reaction.grade === 5) return judged('fatal');
  if (inForce.length === 0) return judged('no-reference-in-force');
  if (causes.length === 0) return judged('not-listed');
  for (const reference of inForce) {
    for (const cause of causes) {
      const entry = entryFor(reaction, cause, reference);
      if (!entry) return judged('not-listed');
      entries.push(entry);
      const departure = departureFrom(entry, reaction);
      if (departure) return judged(departure);
    }
  }
  return judged('listed');
}

const entryFor = (
  { term, ctcaeVersion }: Reaction,
  cause: Cause,
  reference: ReferenceSafetyInformation,
): ExpectedReaction | undefined =>
  reference.ctcaeVersion === ctcaeVersion
    ? reference.expectedReactions.find((entry) => entry.term === term && entry.cause === cause)
    : undefined;

function departureFrom(entry: ExpectedReaction, { grade, seriousness }: Reaction): Expectedness['because'] | undefined {
  if (grade === null) return 'grade-missing';
  if (grade > entry.upToGrade) return 'worse-than-listed';
  return seriousness.every((criterion) => entry.seriousness.includes(criterion))
    ? undefined
    : 'more-serious-than-listed';
}

/** What an expectation must hold for: what is suspected of the trial or, while nothing is, all that it brought. */
export function causesToExpect(suspected: readonly Cause[], causes: readonly Cause[]): readonly Cause[] {
  const brought = trialCausesOf(causes);
  const named = brought.filter((cause) => suspected.includes(cause));
  return named.length > 0 ? named : brought;
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
