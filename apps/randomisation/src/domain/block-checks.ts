import type { ListRow } from './list-row.js';
import { ratioSum, type PermutedBlocks } from './specification.js';

/** One thing wrong with the blocks of a stratum; `at` is the block. */
export interface BlockFinding {
  readonly code: 'blocks-broken' | 'block-size-not-allowed' | 'block-unbalanced' | 'list-unbalanced';
  readonly at?: number;
}

/** What is wrong with the blocks one stratum is made of, block by block and over the whole. */
export function blockFindings(specification: PermutedBlocks, rows: readonly ListRow[]): readonly BlockFinding[] {
  const blocks = blocksOf(rows);
  const findings: BlockFinding[] = [];
  const misnumbered = blocks.findIndex((block, i) => block.some((row) => row.block !== i + 1));
  if (misnumbered >= 0) findings.push({ code: 'blocks-broken', at: misnumbered + 1 });
  blocks.forEach((block, i) => {
    const at = i + 1;
    if (!specification.blockSizes.includes(block.length)) findings.push({ code: 'block-size-not-allowed', at });
    if (!isBalanced(specification, block)) findings.push({ code: 'block-unbalanced', at });
  });
  if (!isBalanced(specification, rows)) findings.push({ code: 'list-unbalanced' });
  return findings;
}

/** Whether the blocks of a stratum without findings are more alike than chance makes them. */
export const blocksRepeat = (specification: PermutedBlocks, rows: readonly ListRow[]): boolean =>
  chanceOfSameOrder(specification, blocksOf(rows)) < BEYOND_CHANCE;

/** How unlikely equal blocks must be before we call them a fault: no sound list is refused in a million. */
const BEYOND_CHANCE = 1e-6;

/** Neighbouring rows with the same block number. A number that returns later makes a block of its own. */
export function blocksOf(rows: readonly ListRow[]): readonly (readonly ListRow[])[] {
  const blocks: ListRow[][] = [];
  for (const row of rows) {
    const last = blocks.at(-1);
    if (last?.[0]?.block === row.block) last.push(row);
    else blocks.push([row]);
  }
  return blocks;
}

const isBalanced = ({ arms }: PermutedBlocks, rows: readonly ListRow[]): boolean =>
  arms.every((arm) => rows.filter((r) => r.arm === arm.code).length * ratioSum(arms) === rows.length * arm.ratio);

/**
 * How likely chance is to give the blocks of each size one and the same order; 1 when they differ. A list sorted
 * inside its blocks or a generator that starts again for every block shows this, a sound one never.
 */
function chanceOfSameOrder(specification: PermutedBlocks, blocks: readonly (readonly ListRow[])[]): number {
  let chance = 1;
  for (const size of specification.blockSizes) {
    const orders = blocks.filter((b) => b.length === size).map((b) => b.map((row) => row.arm).join('\n'));
    if (new Set(orders).size > 1) return 1;
    if (orders.length > 1) chance *= (1 / ordersOf(specification, size)) ** (orders.length - 1);
  }
  return chance;
}

/** The number of different orders of one block: size! / (n1! n2! ...), multiplied up as binomials. */
function ordersOf({ arms }: PermutedBlocks, size: number): number {
  const sets = size / ratioSum(arms);
  let placed = 0;
  let orders = 1;
  for (const arm of arms) {
    for (let k = 1; k <= arm.ratio * sets; k += 1) {
      placed += 1;
      orders = (orders * placed) / k;
    }
  }
  return orders;
}
