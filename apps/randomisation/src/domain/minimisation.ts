import { dieSides } from './minimisation-dice.js';
import { lowestRatios, type Minimisation } from './specification.js';

/** One allocation before its arm is known: the levels frozen with it, by factor, and the throw of its row. */
export interface Throw {
  readonly levels: Readonly<Record<string, string>>;
  /** Undefined when the row holds none. */
  readonly die: number | undefined;
}

/** The arm of an allocation, and how likely each arm was: the latter is for simulations and never leaves the vault. */
export interface Minimised {
  readonly arm: string;
  /** Sides of the die that lead to each arm, in the order of the specification. */
  readonly sides: readonly number[];
}

/**
 * Replays a minimised trial, one answer for each throw in the order of allocation; undefined, and counted nowhere, for a
 * throw that is none or has no level of a factor.
 *
 * Minimisation with a random element (Pocock and Simon, Biometrics 1975;31:103), in the form that keeps an unequal ratio
 * at every single allocation (Kuznetsova and Tymofyeyev, Stat Med 2012;31:701): an arm has as many places as its ratio
 * in lowest terms says, places are minimised as if each were an arm of an equal trial, and whoever gets a place gets its
 * arm. All places being alike, each arm has its ratio of all trials there could be, from the first participant on. The
 * biased coin of Han, Enas and McEntegart (Stat Med 2009;28:3329) on counts divided by the ratio keeps the ratio in the
 * long run only: in 2:1 it prefers the larger arm for the first participant, which everybody may know.
 *
 * For a participant and each place t, the imbalance there would be if they got t is
 *
 *     G(t) = sum over factors f of weight(f) * D(n(1) ... n(R))
 *
 * where n(i) are the participants in place i who share the participant's level of f, this one counted in t. D is the
 * range, max n - min n, or R² times the variance, R * sum n² - (sum n)². Preferred are the s places with the smallest G.
 * A place preferred alone is taken with probability p = P / 1000, each other with q = (1 - p) / (R - 1); of several
 * preferred places one is drawn first. In sides of the die, 1000 * (R - 1) * m of them (`dieSides`), a place has
 *
 *     (1000 - P) * m, and if preferred (1000 * (R - 1) - (1000 - P) * R) * m / s more.
 *
 * Places stand on the die in the order of the specification, from side 0. All numbers are whole: another language comes
 * to the same arm.
 */
export function minimise(specification: Minimisation, throws: readonly Throw[]): readonly (Minimised | undefined)[] {
  const { arms, factors } = specification;
  const places = placesOf(specification);
  const imbalance = specification.imbalance === 'range' ? rangeOf : varianceOf;
  const sidesOf = sidesOfPlaces(specification);
  const counts = new Map<string, readonly number[]>();
  const nobody = places.map(() => 0);

  return throws.map(({ levels, die }) => {
    if (die === undefined || factors.some((factor) => !factor.levels.includes(levels[factor.code] ?? ''))) {
      return undefined;
    }
    const margins = factors.map(({ code, weight }) => {
      const level = `${code}\n${levels[code] ?? ''}`;
      return { level, weight, counts: counts.get(level) ?? nobody };
    });
    const imbalances = places.map((_, place) =>
      sum(margins.map((margin) => margin.weight * imbalance(withOneMore(margin.counts, place)))),
    );
    const least = Math.min(...imbalances);
    const preferred = imbalances.map((one) => one === least);
    const sides = sidesOf(preferred);
    const taken = placeAt(sides, die);
    for (const margin of margins) counts.set(margin.level, withOneMore(margin.counts, taken));
    return {
      arm: places[taken] ?? '',
      sides: arms.map(({ code }) => sum(sides.filter((_, place) => places[place] === code))),
    };
  });
}

/** The arm of each place, in the order of the specification. */
function placesOf({ arms }: Minimisation): readonly string[] {
  const ratios = lowestRatios(arms);
  return arms.flatMap(({ code }, i) => Array.from({ length: ratios[i] ?? 0 }, () => code));
}

const withOneMore = (counts: readonly number[], place: number): readonly number[] =>
  counts.map((count, i) => (i === place ? count + 1 : count));

const rangeOf = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);

/** Times the square of how many they are: the same order, in whole numbers. */
const varianceOf = (counts: readonly number[]): number =>
  counts.length * sum(counts.map((count) => count ** 2)) - sum(counts) ** 2;

/** How many sides of the die each place has, given which places are preferred. */
function sidesOfPlaces(specification: Minimisation): (preferred: readonly boolean[]) => readonly number[] {
  const places = placesOf(specification).length;
  const all = dieSides(specification);
  const ofAnyPlace = (all / (1_000 * (places - 1))) * (1_000 - specification.preferencePerThousand);
  return (preferred) => {
    const more = (all - places * ofAnyPlace) / preferred.filter(Boolean).length;
    return preferred.map((isPreferred) => ofAnyPlace + (isPreferred ? more : 0));
  };
}

function placeAt(sides: readonly number[], die: number): number {
  let below = 0;
  return sides.findIndex((ofPlace) => {
    below += ofPlace;
    return die < below;
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
