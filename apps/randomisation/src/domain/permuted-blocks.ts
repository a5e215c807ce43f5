import { randomStream, type RandomStream } from './random.js';
import { checkSpecification, ratioSum, type Arm, type Specification } from './specification.js';

/** Stored with every list; a change of anything below is a new version. */
export const LIST_ALGORITHM = 'permuted-blocks/1';

/** One line of a sealed list. Known only inside the vault. */
export interface ListRow {
  readonly stratum: string;
  /** 1 to n within the stratum, without a gap. */
  readonly position: number;
  /** 1 to m within the stratum. */
  readonly block: number;
  /** The code of an arm. */
  readonly arm: string;
}

/**
 * Makes the list of a trial by randomly permuted blocks of random size (ICH E9, 2.3.2; R01), strata in the order of
 * the specification, positions ascending. The k-th stratum (from 0) reads stream k of the seed, block by block:
 *
 * 1. size = the block sizes in ascending order, at index `below(number of sizes)` (drawn even when there is one);
 * 2. the block starts as the arms in the order of the specification, each `ratio * size / ratio sum` times;
 * 3. for i from the last index down to 1: swap i with `below(i + 1)` (Fisher and Yates);
 * 4. stop once the stratum has the wanted number of rows; blocks are always complete.
 *
 * A longer list from the same seed begins with the shorter one, so topping up changes no row (R16). Arms are labels
 * only: with two arms in equal ratio, naming them in the other order gives the complementary list.
 *
 * @param seed see `randomStream`; `Rejection` when seed or specification are unfit.
 */
export function generateList(specification: Specification, seed: string): readonly ListRow[] {
  checkSpecification(specification);
  return specification.strata.flatMap((stratum, index) =>
    generateStratum(specification, stratum, randomStream(seed, index)),
  );
}

function generateStratum(specification: Specification, stratum: string, random: RandomStream): readonly ListRow[] {
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
