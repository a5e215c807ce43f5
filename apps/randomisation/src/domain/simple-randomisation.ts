import type { ListRow } from './list-row.js';
import { randomStream } from './random.js';
import { ratioSum, type Simple } from './specification.js';

/**
 * Draws every row on its own, in the ratio of the arms. The k-th stratum (from 0) reads stream k of the seed, and each
 * row `below(ratio sum)`: it takes the arm that stands there when every arm is written `ratio` times, in the order of
 * the specification. There are no blocks, so every row says block 0.
 */
export function simpleRows({ arms, strata, length }: Simple, seed: string): readonly ListRow[] {
  const tickets = arms.flatMap(({ code, ratio }) => Array.from({ length: ratio }, () => code));
  return strata.flatMap((stratum, index) => {
    const random = randomStream(seed, index);
    return Array.from({ length }, (_, i) => {
      const arm = tickets[random.below(ratioSum(arms))] ?? '';
      return { stratum, position: i + 1, block: 0, arm };
    });
  });
}
