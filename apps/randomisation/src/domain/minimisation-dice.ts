import type { ListRow } from './list-row.js';
import { randomStream } from './random.js';
import { leastCommonMultiple, lowestRatios, UNSTRATIFIED, type Minimisation } from './specification.js';

/**
 * The sides of the die a minimised allocation is decided with: 1000 * (R - r) * m, where R is the sum of the ratios in
 * lowest terms, r the smallest of them and m the least common multiple of 1 to R. Every probability `minimisation.ts`
 * asks for is then a whole number of sides.
 */
export function dieSides({ arms }: Pick<Minimisation, 'arms'>): number {
  const ratios = lowestRatios(arms);
  const sum = ratios.reduce((total, ratio) => total + ratio, 0);
  return 1_000 * (sum - Math.min(...ratios)) * commonDivisible(sum);
}

/** The least common multiple of 1 to `sum`: whatever subset of the arms is preferred, its ratios add up to a divisor. */
export const commonDivisible = (sum: number): number =>
  leastCommonMultiple(Array.from({ length: sum }, (_, i) => i + 1));

/**
 * The list of a minimised trial. Which arm a position gets depends on who comes before, so a list made in advance holds
 * the chance in it instead: one throw of the die for each allocation of the trial, `below(sides)` from stream 0. With
 * the levels frozen at each allocation it settles every arm, and nobody can throw again.
 */
export function minimisationDice(specification: Minimisation, seed: string): readonly ListRow[] {
  const random = randomStream(seed, 0);
  const sides = dieSides(specification);
  return Array.from({ length: specification.length }, (_, i) => {
    const arm = String(random.below(sides));
    return { stratum: UNSTRATIFIED, position: i + 1, block: 0, arm };
  });
}

/** The throw written in a row; undefined when it is none of this die. */
export function dieIn(row: Pick<ListRow, 'arm'>, sides: number): number | undefined {
  const die = /^(0|[1-9]\d{0,9})$/.test(row.arm) ? Number(row.arm) : sides;
  return die < sides ? die : undefined;
}
