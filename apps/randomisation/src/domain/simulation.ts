import { armsOf } from './arm-of.js';
import { generateList } from './generate-list.js';
import { convergence, creditFor, isCertain, knowingBlocks, type Guesser } from './guessing.js';
import { minimise } from './minimisation.js';
import { randomStream, type RandomStream } from './random.js';
import { ratioSum, type Arm, type Specification } from './specification.js';
import { estimate, Histogram, type Estimate, type Spread } from './spread.js';
import { stratumOf, type StratificationFactor } from './stratum.js';

/** A design to try out before go-live, and how often. */
export interface Simulation {
  /** Its strata are the combinations of `factors`; long enough for all participants to be in one stratum. */
  readonly specification: Specification;
  /** The factors of the trial; every level is taken to be equally common, each factor by itself. */
  readonly factors: readonly StratificationFactor[];
  readonly participants: number;
  readonly runs: number;
  /** See `randomStream`; public, never that of a list. */
  readonly seed: string;
}

/**
 * Imbalance is, of all arms, the largest distance between the participants an arm has and its share by the ratio: 2 means
 * that an arm has two more or two fewer. For two arms in equal ratio the arms then differ by twice that.
 */
export interface SimulationReport {
  /** In the whole trial after 1, 2, 3 … participants. */
  readonly imbalance: readonly Spread[];
  /** Within each level at the end. */
  readonly levels: readonly { readonly factor: string; readonly level: string; readonly imbalance: Spread }[];
  /** The part of the next arms that is guessed. */
  readonly guessed: {
    /** By always naming the arm with the largest ratio: exact. */
    readonly blindly: number;
    /** By the convergence strategy, in the stratum. */
    readonly byConvergence: Estimate;
    /** By who also knows the block sizes, or all of minimisation but the dice. */
    readonly knowingTheMethod: Estimate;
    /** What the latter does not guess but knows. */
    readonly certain: Estimate;
  };
}

/** Runs the real engines on simulated participants (R23). The same simulation gives the same report for ever. */
export function simulate(simulation: Simulation): SimulationReport {
  const { specification, factors, participants, runs, seed } = simulation;
  const { arms } = specification;
  const sum = ratioSum(arms);
  const chance = { seeds: randomStream(seed, 0), levels: randomStream(seed, 1) };
  const overall = Array.from({ length: participants }, () => new Histogram(sum));
  const levels = factors.flatMap(({ code, levels: all }) =>
    all.map((level) => ({ factor: code, level, histogram: new Histogram(sum) })),
  );
  const byConvergence: number[] = [];
  const knowingTheMethod: number[] = [];
  const certain: number[] = [];

  for (let run = 0; run < runs; run += 1) {
    const comers = Array.from({ length: participants }, () => levelsFrom(factors, chance.levels));
    const allocated = allocate(specification, factors, comers, seedFrom(chance.seeds));
    const counts = arms.map(() => 0);
    allocated.forEach(({ arm }, i) => {
      counts[arm] = (counts[arm] ?? 0) + 1;
      overall[i]?.add(imbalanceOf(counts, arms));
    });
    for (const { factor, level, histogram } of levels) {
      const alike = allocated.filter((one) => one.levels[factor] === level);
      histogram.add(
        imbalanceOf(
          arms.map((_, arm) => alike.filter((one) => one.arm === arm).length),
          arms,
        ),
      );
    }
    byConvergence.push(guessedIn(allocated, arms, () => convergence(arms)).right);
    const informed = guessedIn(allocated, arms, () => knowing(specification));
    knowingTheMethod.push(informed.right);
    certain.push(informed.certain);
  }
  return {
    imbalance: overall.map((histogram) => histogram.spread()),
    levels: levels.map(({ histogram, ...level }) => ({ ...level, imbalance: histogram.spread() })),
    guessed: {
      blindly: Math.max(...arms.map(({ ratio }) => ratio)) / sum,
      byConvergence: estimate(byConvergence),
      knowingTheMethod: estimate(knowingTheMethod),
      certain: estimate(certain),
    },
  };
}

type Levels = Readonly<Record<string, string>>;

interface Allocated {
  readonly levels: Levels;
  readonly stratum: string;
  /** Its place in the specification. */
  readonly arm: number;
  /** What somebody knows who knows all of minimisation but the die. */
  readonly sides: readonly number[] | undefined;
}

function allocate(
  specification: Specification,
  factors: readonly StratificationFactor[],
  comers: readonly Levels[],
  seed: string,
): readonly Allocated[] {
  const rows = generateList(specification, seed);
  const taken = new Map<string, number>();
  const allocations = comers.map((levels, i) => {
    const stratum = stratumOf({ scheme: specification.method, strata: factors }, levels);
    const position = (taken.get(stratum) ?? 0) + 1;
    taken.set(stratum, position);
    return { participantId: String(i), stratum, position, levels };
  });
  const arms = armsOf(specification, rows, allocations);
  const minimised =
    specification.method === 'minimisation'
      ? minimise(
          specification,
          allocations.map(({ levels }, i) => ({ levels, die: Number(rows[i]?.arm) })),
        )
      : [];
  return allocations.map(({ levels, stratum }, i) => {
    const arm = specification.arms.findIndex(({ code }) => code === arms[i]);
    if (arm < 0) throw new Error('the list is too short for the simulated participants');
    return { levels, stratum, arm, sides: minimised[i]?.sides };
  });
}

/** The part of the arms guessed right by one guesser in each stratum, and the part where only one arm had a score. */
function guessedIn(
  allocated: readonly Allocated[],
  arms: readonly Arm[],
  newGuesser: () => Guesser | undefined,
): { readonly right: number; readonly certain: number } {
  const guessers = new Map<string, Guesser | undefined>();
  let right = 0;
  let certain = 0;
  for (const { stratum, arm, sides } of allocated) {
    if (!guessers.has(stratum)) guessers.set(stratum, newGuesser());
    const guesser = guessers.get(stratum);
    const scores = guesser?.scores() ?? sides ?? arms.map(({ ratio }) => ratio);
    right += creditFor(scores, arms, arm);
    if (isCertain(scores)) certain += 1;
    guesser?.learn(arm);
  }
  return { right: right / allocated.length, certain: certain / allocated.length };
}

/** Undefined where the chances are known otherwise: the ratio, or the sides of the die. */
const knowing = (specification: Specification): Guesser | undefined =>
  specification.method === 'permuted-blocks' ? knowingBlocks(specification) : undefined;

/** Times the sum of the ratios, so that it is a whole number. */
function imbalanceOf(counts: readonly number[], arms: readonly Arm[]): number {
  const all = counts.reduce((total, count) => total + count, 0);
  return Math.max(...arms.map(({ ratio }, arm) => Math.abs((counts[arm] ?? 0) * ratioSum(arms) - all * ratio)));
}

const levelsFrom = (factors: readonly StratificationFactor[], random: RandomStream): Levels =>
  Object.fromEntries(factors.map(({ code, levels }) => [code, levels[random.below(levels.length)] ?? '']));

const seedFrom = (random: RandomStream): string =>
  Array.from({ length: 8 }, () => random.next32().toString(16).padStart(8, '0')).join('');
