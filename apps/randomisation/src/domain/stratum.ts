import { Rejection, type SiteId } from '@trial/kernel';
import { UNSTRATIFIED, type Specification } from './specification.js';

/** A characteristic known and signed before randomisation, with its levels, for example `site` or `ulcer-count`. */
export interface StratificationFactor {
  readonly code: string;
  readonly levels: readonly string[];
  /** Whose value is the level, where it is not a value somebody signs: the participant's site, levels being its codes. */
  readonly from?: 'site';
}

/** Every combination of levels, first factor slowest; `['all']` without factors (R03). */
export function strataOf(factors: readonly StratificationFactor[]): readonly string[] {
  if (factors.length === 0) return [UNSTRATIFIED];
  return factors
    .reduce<readonly (readonly string[])[]>(
      (combinations, factor) => combinations.flatMap((levels) => factor.levels.map((level) => [...levels, level])),
      [[]],
    )
    .map((levels) => levels.join(SEPARATOR));
}

/**
 * The level of every factor for one participant, from the values signed for them and their site. The caller freezes it
 * with the allocation: a later correction of the source stands beside it and moves nobody (Downs 2010, PMID 20484491).
 * `Rejection('stratification-value-missing')` or `('stratification-level-unknown')`.
 */
export const levelsOf = (
  factors: readonly StratificationFactor[],
  signed: Readonly<Record<string, string | undefined>>,
  siteId: SiteId,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    factors.map((factor) => [factor.code, levelOf(factor, factor.from === 'site' ? siteId : signed[factor.code])]),
  );

/** The stratum that levels belong to: their combination, or the only one where nothing or minimisation stratifies. */
export function stratumOf(
  { scheme, strata }: { readonly scheme: Specification['method']; readonly strata: readonly StratificationFactor[] },
  levels: Readonly<Record<string, string>>,
): string {
  if (scheme === 'minimisation' || strata.length === 0) return UNSTRATIFIED;
  return strata.map(({ code }) => levels[code] ?? '').join(SEPARATOR);
}

const SEPARATOR = '/';

function levelOf(factor: StratificationFactor, value: string | undefined): string {
  if (value === undefined) {
    throw new Rejection('stratification-value-missing', {
      field: factor.code,
      rule: 'every stratification factor has a signed value before randomisation',
    });
  }
  if (!factor.levels.includes(value)) {
    throw new Rejection('stratification-level-unknown', {
      field: factor.code,
      rule: `one of ${factor.levels.join(', ')}`,
    });
  }
  return value;
}
