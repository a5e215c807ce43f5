import type { Specification } from './specification.js';
import { strataOf, type StratificationFactor } from './stratum.js';

/**
 * The specification of a longer list from the same seed (R16). What the trial has come to have stands behind what it had, a
 * stratum of its own or a further level of a factor; what it gave up stays, since there are participants in it. Arms, blocks,
 * weights and preference are those of before, whatever the trial file says now: with others, rows or arms in use would
 * be other ones.
 */
export function longerSpecification(
  before: Specification,
  factorsNow: readonly StratificationFactor[],
  length: number,
): Specification {
  if (before.method !== 'minimisation')
    return { ...before, strata: union(before.strata, strataOf(factorsNow)), length };
  const factors = before.factors.map((factor) => {
    const now = factorsNow.find(({ code }) => code === factor.code);
    return { ...factor, levels: union(factor.levels, now?.levels ?? []) };
  });
  return { ...before, factors, length };
}

const union = (had: readonly string[], has: readonly string[]): readonly string[] => [...new Set([...had, ...has])];
