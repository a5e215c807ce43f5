/**
 * Whether arms in the order of their allocation can have come from a list of blocks: whole blocks of the sizes, each with
 * the ratio exactly, and of the last one as much as it holds of each arm.
 *
 * @param {string[]} allocated the arm of each allocation, in order
 * @param {{ arm: string, weight: number }[]} arms
 * @param {{ size: number }[]} blockSizes
 */
export function keepsRatio(allocated, arms, blockSizes) {
  const parts = arms.reduce((sum, { weight }) => sum + weight, 0);
  return blockSizes.some(({ size }) => {
    const block = allocated.slice(0, size);
    const fits = (arm, weight) => block.filter((given) => given === arm).length <= (size / parts) * weight;
    const isPossible = arms.every(({ arm, weight }) => fits(arm, weight)) && isKnown(block, arms);
    return isPossible && (allocated.length <= size || keepsRatio(allocated.slice(size), arms, blockSizes));
  });
}

const isKnown = (block, arms) => block.every((given) => arms.some(({ arm }) => arm === given));
