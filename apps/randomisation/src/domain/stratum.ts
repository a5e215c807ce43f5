import { Rejection } from '@trial/kernel';

/** The one stratum of a trial that is not stratified. */
export const UNSTRATIFIED = 'all';

/** A characteristic known and signed before randomisation, with its levels, for example `site` or `ulcer-count`. */
export interface StratificationFactor {
  readonly code: string;
  readonly levels: readonly string[];
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
 * The stratum of one participant from the values signed for them. The caller freezes it with the allocation: a later
 * correction of the source stands beside it and moves nobody (Downs 2010, PMID 20484491).
 * `Rejection('stratification-value-missing')` or `('stratification-level-unknown')`.
 */
export function stratumOf(
  factors: readonly StratificationFactor[],
  values: Readonly<Record<string, string | undefined>>,
): string {
  if (factors.length === 0) return UNSTRATIFIED;
  return factors.map((factor) => levelOf(factor, values[factor.code])).join(SEPARATOR);
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
