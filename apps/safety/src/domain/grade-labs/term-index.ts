import { criteriaOf } from '../ctcae/criteria.js';
import type { Criterion } from '../ctcae/criterion.js';
import type { CtcaeVersion } from '../ctcae/term.js';
import { termsOf } from '../ctcae/terms.js';

/**
 * The numeric criteria of a term, one for each variant, by the name its dictionary prints. None: the dictionary has the
 * term and no number for it. Undefined: it has no such term.
 */
export const criteriaOfTerm = (version: CtcaeVersion, term: string): readonly Criterion[] | undefined =>
  byName[version].get(term) ?? byName[version].get(plain(term));

/**
 * The criterion meant among the variants of a term. A glucose counts as random unless the sample is known to have been
 * fasting; calcium is neither corrected nor ionised, and a blood pressure neither of the two, unless somebody says so.
 */
export function criterionMeant(
  criteria: readonly Criterion[],
  variant: string | null | undefined,
): Criterion | undefined {
  const [only, another] = criteria;
  if (another === undefined) return only;
  const meant = variant ?? 'non-fasting';
  return criteria.find((criterion) => criterion.variant === meant);
}

const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

/**
 * The published ladders and what the data rule out; not the cautions, which are for those who propose events.
 */
const asPublished = (criterion: Criterion): Criterion => ({
  ...criterion,
  unitSets: criterion.unitSets.map(({ cautions: _, ...set }) => set),
});

function indexed(version: CtcaeVersion): ReadonlyMap<string, readonly Criterion[]> {
  const criteria = criteriaOf(version).map(asPublished);
  return new Map(termsOf(version).map(({ name, slug }) => [plain(name), criteria.filter(({ term }) => term === slug)]));
}

const byName: Readonly<Record<CtcaeVersion, ReadonlyMap<string, readonly Criterion[]>>> = {
  '4.03': indexed('4.03'),
  '5.0': indexed('5.0'),
  '6.0': indexed('6.0'),
};
