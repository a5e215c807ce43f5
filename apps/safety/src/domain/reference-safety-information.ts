import { comparePlainDates, Rejection, type PlainDate } from '@trial/kernel';
import { knownTerm } from './adverse-event-consistency.js';
import { trialCausesOf, type Cause } from './causality.js';
import { offersGrade } from './ctcae/terms.js';
import type { ReferenceSafetyInformation } from './expectedness.js';

/**
 * Whether a version may follow those there are. It comes into force after the one before and not in the past, so that nothing
 * that happened is made expected afterwards; only the first one may have been in force before it was entered. Refused:
 * `reference-version-taken`, `in-force-too-early`, `term-unknown`, `grade-not-offered`, `cause-unknown`, `reaction-twice`.
 *
 * @param today the civil day of the sponsor.
 */
export function mustFollow(
  earlier: readonly ReferenceSafetyInformation[],
  next: ReferenceSafetyInformation,
  { causes, today }: { readonly causes: readonly Cause[]; readonly today: PlainDate },
): void {
  if (earlier.some(({ version }) => version === next.version))
    throw new Rejection('reference-version-taken', { field: 'version', rule: `there is a version ${next.version}` });
  if (earlier.length > 0) {
    const after = earlier.every(({ inForceFrom }) => comparePlainDates(next.inForceFrom, inForceFrom) > 0);
    if (!after || comparePlainDates(next.inForceFrom, today) < 0)
      throw new Rejection('in-force-too-early', {
        field: 'inForceFrom',
        rule: `a further version comes into force after the one before it, and not before ${today.toString()}`,
      });
  }
  mustBeExpectable(next, trialCausesOf(causes));
}

function mustBeExpectable(
  { ctcaeVersion, expectedReactions }: ReferenceSafetyInformation,
  brought: readonly Cause[],
): void {
  for (const [index, { cause, term, upToGrade }] of expectedReactions.entries()) {
    const field = `reactions.${index}`;
    if (!brought.includes(cause))
      throw new Rejection('cause-unknown', {
        field: `${field}.cause`,
        rule: `this trial brought ${brought.join(', ')}`,
      });
    const known = knownTerm(ctcaeVersion, term);
    if (!offersGrade(known, upToGrade))
      throw new Rejection('grade-not-offered', {
        field: `${field}.upToGrade`,
        rule: `CTCAE ${ctcaeVersion} has grades ${known.grades.join(', ')} for ${known.name}`,
      });
    if (expectedReactions.findIndex((each) => each.cause === cause && each.term === term) !== index)
      throw new Rejection('reaction-twice', { field, rule: `${term} of ${cause} is there twice` });
  }
}
