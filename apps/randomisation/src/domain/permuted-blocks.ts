import type { ListRow } from './list-row.js';
import { randomStream, type RandomStream } from './random.js';
import { ratioSum, type Arm, type PermutedBlocks } from './specification.js';

/**
 * Randomly permuted blocks of random size (ICH E9, 2.3.2). The k-th stratum (from 0) reads stream k of the seed, block
 * by block:
 *
 * 1. size = the block sizes in ascending order, at index `below(number of sizes)` (drawn even when there is one);
 * 2. the block starts as the arms in the order of the specification, each `ratio * size / ratio sum` times;
 * 3. for i from the last index down to 1: swap i with `below(i + 1)` (Fisher and Yates);
 * 4. stop once the stratum has the wanted number of rows; blocks are always complete.
 *
 * Arms are labels only: with two arms in equal ratio, naming them in the other order gives the complementary list.
 */
export function permutedBlocks(specification: PermutedBlocks, seed: string): readonly ListRow[] {
  return specification.strata.flatMap((stratum, index) =>
    generateStratum(specification, stratum, randomStream(seed, index)),
  );
}

function generateStratum(specification: PermutedBlocks, stratum: string, random: RandomStream): readonly ListRow[] {
  const sizes = [...specification.blockSizes].sort((a, b) => a - b);
  const rows: ListRow[] = [];
  for (let block = 1; rows.length < specification.length; block += 1) {
    const size = sizes[random.below(sizes.length)] ?? 0;
    const arms = shuffled(unshuffledBlock(specification.arms, size), random);
    for (const arm of arms) rows.push({ stratum, position: rows.length + 1, block, arm });
  }
  return rows;
}

function unshuffledBlock(arms: readonly Arm[], size: number): readonly string[] {
  const sets = size / ratioSum(arms);
  return arms.flatMap((arm) => Array.from({ length: arm.ratio * sets }, () => arm.code));
}

function shuffled(codes: readonly string[], random: RandomStream): readonly string[] {
  const result = [...codes];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const [left, right] = [result[i], result[j]];
    if (left !== undefined && right !== undefined) [result[i], result[j]] = [right, left];
  }
  return result;
}
