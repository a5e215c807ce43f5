import { ratioSum, type Arm, type PermutedBlocks } from './specification.js';

/** Somebody who guesses the next arm of a stratum and then learns it. */
export interface Guesser {
  /** How much speaks for each arm, in the order of the specification; for who knows the method its chance. */
  scores(): readonly number[];
  learn(arm: number): void;
}

/**
 * Guesses the arm that lags furthest behind its ratio: the convergence strategy (Blackwell and Hodges, Ann Math Stat
 * 1957;28:449). Knows who got what and nothing of the method, like a site in an open trial.
 */
export function convergence(arms: readonly Arm[]): Guesser {
  const sum = ratioSum(arms);
  const behind = arms.map(() => 0);
  return {
    scores: () => behind,
    learn(taken) {
      arms.forEach(({ ratio }, arm) => {
        behind[arm] = (behind[arm] ?? 0) + ratio - (arm === taken ? sum : 0);
      });
    },
  };
}

/**
 * Knows the block sizes too, keeps every block the rows so far may end in, each as likely as Bayes says, and guesses the
 * arm with the largest chance: nobody who does not know the list guesses better. In equal ratio that is the arm convergence
 * names; what the sizes tell is when a guess is certain, and so why they stay secret.
 */
export function knowingBlocks({ arms, blockSizes }: PermutedBlocks): Guesser {
  const sum = ratioSum(arms);
  const started = (chance: number): Block[] =>
    blockSizes.map((size) => ({
      chance: chance / blockSizes.length,
      left: arms.map(({ ratio }) => (ratio * size) / sum),
    }));
  let blocks = started(1);
  return {
    scores: () => arms.map((_, arm) => total(blocks.map((block) => chanceOf(block, arm)))),
    learn(taken) {
      const seen = total(blocks.map((block) => chanceOf(block, taken)));
      const updated = blocks
        .map((block) => ({
          chance: chanceOf(block, taken) / seen,
          left: block.left.map((rows, arm) => (arm === taken ? rows - 1 : rows)),
        }))
        .filter(({ chance }) => chance > 0);
      const ended = total(updated.filter(({ left }) => total(left) === 0).map(({ chance }) => chance));
      blocks = [...updated.filter(({ left }) => total(left) > 0), ...(ended > 0 ? started(ended) : [])];
    },
  };
}

/**
 * What a guess is worth when the arm turns out to be `taken`: 1, 0, or its part when several arms have the best score. Of
 * those only the ones with the largest ratio are guessed, which are right more often.
 */
export function creditFor(scores: readonly number[], arms: readonly Arm[], taken: number): number {
  const best = Math.max(...scores);
  const largest = Math.max(...arms.filter((_, arm) => scores[arm] === best).map(({ ratio }) => ratio));
  const guessed = arms.map(({ ratio }, arm) => scores[arm] === best && ratio === largest);
  return guessed[taken] ? 1 / guessed.filter(Boolean).length : 0;
}

/** Whether only one arm can come. */
export const isCertain = (scores: readonly number[]): boolean => scores.filter((score) => score > 0).length === 1;

/** A block the next row may belong to: how likely, and how many rows of each arm it still has. */
interface Block {
  readonly chance: number;
  readonly left: readonly number[];
}

const chanceOf = ({ chance, left }: Block, arm: number): number => (chance * (left[arm] ?? 0)) / total(left);

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
