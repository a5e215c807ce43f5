import type { StratificationValue } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { StratificationFactor } from '../../domain/stratum.js';

/** What was signed, by factor: each that the trial asks for, once; `Rejection('stratification-factor-unknown')`. */
export function signedValues(
  factors: readonly StratificationFactor[],
  values: readonly StratificationValue[],
): Readonly<Record<string, string>> {
  for (const { factor } of values) {
    const named = values.filter((value) => value.factor === factor);
    if (named.length === 1 && factors.some(({ code, from }) => code === factor && !from)) continue;
    throw new Rejection('stratification-factor-unknown', {
      field: factor,
      rule: 'one value per factor that is signed',
    });
  }
  return Object.fromEntries(values.map(({ factor, level }) => [factor, level]));
}
