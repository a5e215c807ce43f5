import { commonDivisible } from './minimisation-dice.js';
import { leastCommonMultiple, lowestRatios, type Minimisation } from './specification.js';

/** One allocation before its arm is known: the levels frozen with it, by factor, and the throw of its row. */
export interface Throw {
  readonly levels: Readonly<Record<string, string>>;
  /** Undefined when the row holds none. */
  readonly die: number | undefined;
}

/** The arm of an allocation, and the arms minimisation preferred for it: never disclosed beside the arm. */
export interface Minimised {
  readonly arm: string;
  readonly preferred: readonly string[];
}

/**
 * Replays a minimised trial, one answer for each throw in the order of allocation; undefined, and counted nowhere, for a
 * throw that is none or has no level of a factor.
 *
 * Minimisation with a random element (Pocock and Simon, Biometrics 1975;31:103). For a participant and each arm t, the
 * imbalance there would be if they got t is
 *
 *     G(t) = sum over factors f of weight(f) * D(x(1) ... x(K))
 *
 * where n(i) are the participants in arm i who share the participant's level of f, this one counted in t, and
 * x(i) = n(i) * L / r(i) with the ratios r in lowest terms and L their least common multiple: in balance all x are
 * equal, whatever the ratio. D is the range, max x - min x, or K² times the variance, K * sum x² - (sum x)². The
 * preferred arms S are those with the smallest G.
 *
 * An unequal ratio is kept by biased-coin minimisation (Han, Enas and McEntegart, Stat Med 2009;28:3329): with p the
 * preference, R the sum of the ratios and r(1) the smallest, arm k preferred alone is taken with probability
 * 1 - q * (R - r(k)) and any other arm i with q * r(i), where q = (1 - p) / (R - r(1)). Of several preferred arms one is
 * first drawn in the ratio; so the first participant gets exactly the ratio, and in equal ratio p is what Pocock and
 * Simon say. In sides of the die (`dieSides`, m of it) arm i has
 *
 *     r(i) * ((1000 - P) * m + [i in S] * (1000 * (R - r(1)) - (1000 - P) * R) * m / R(S))
 *
 * with P = 1000 p and R(S) the ratios of S added up. The arms stand on the die in the order of the specification, from
 * side 0. All numbers are whole: another language comes to the same arm.
 *
 * What is kept is the ratio over the trial; the chance of an arm at one position of an unequal ratio, over all trials
 * there could be, is near the ratio and not always the ratio (Kuznetsova and Tymofyeyev, Stat Med 2012;31:701). The
 * simulation shows by how much.
 */
export function minimise(specification: Minimisation, throws: readonly Throw[]): readonly (Minimised | undefined)[] {
  const { arms, factors } = specification;
  const imbalance = imbalanceFor(specification);
  const sidesOf = sidesFor(specification);
  const counts = new Map<string, readonly number[]>();
  const nobody = arms.map(() => 0);

  return throws.map(({ levels, die }) => {
    if (die === undefined || factors.some((factor) => !factor.levels.includes(levels[factor.code] ?? '')))
      return undefined;
    const margins = factors.map(({ code, weight }) => {
      const level = `${code}\n${levels[code] ?? ''}`;
      return { level, weight, counts: counts.get(level) ?? nobody };
    });
    const imbalances = arms.map((_, arm) =>
      margins.reduce((sum, margin) => sum + margin.weight * imbalance(withOneMore(margin.counts, arm)), 0),
    );
    const least = Math.min(...imbalances);
    const preferred = arms.flatMap((_, arm) => (imbalances[arm] === least ? [arm] : []));
    const taken = armAt(sidesOf(preferred), die);
    for (const margin of margins) counts.set(margin.level, withOneMore(margin.counts, taken));
    return { arm: arms[taken]?.code ?? '', preferred: preferred.map((arm) => arms[arm]?.code ?? '') };
  });
}

const withOneMore = (counts: readonly number[], arm: number): readonly number[] =>
  counts.map((count, i) => (i === arm ? count + 1 : count));

function imbalanceFor({ arms, imbalance }: Minimisation): (counts: readonly number[]) => number {
  const ratios = lowestRatios(arms);
  const common = leastCommonMultiple(ratios);
  const perRatio = (counts: readonly number[]) => counts.map((count, i) => count * (common / (ratios[i] ?? 1)));
  switch (imbalance) {
    case 'range':
      return (counts) => rangeOf(perRatio(counts));
    case 'variance':
      return (counts) => varianceOf(perRatio(counts));
  }
}

const rangeOf = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

/** Times the square of how many they are: the same order, in whole numbers. */
const varianceOf = (values: readonly number[]): number =>
  values.length * sum(values.map((value) => value ** 2)) - sum(values) ** 2;

/** How many sides of the die each arm has, given which arms are preferred. */
function sidesFor({ arms, preferencePerThousand }: Minimisation): (preferred: readonly number[]) => readonly number[] {
  const ratios = lowestRatios(arms);
  const total = sum(ratios);
  const fairShare = (1_000 - preferencePerThousand) * commonDivisible(total);
  const surplus = 1_000 * (total - Math.min(...ratios)) - (1_000 - preferencePerThousand) * total;
  return (preferred) => {
    const ofPreferred = sum(ratios.filter((_, arm) => preferred.includes(arm)));
    const extra = (surplus * commonDivisible(total)) / ofPreferred;
    return ratios.map((ratio, arm) => ratio * (fairShare + (preferred.includes(arm) ? extra : 0)));
  };
}

function armAt(sides: readonly number[], die: number): number {
  let below = 0;
  return sides.findIndex((ofArm) => {
    below += ofArm;
    return die < below;
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
