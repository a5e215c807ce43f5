import { armsOf, type AllocatedPosition } from './arm-of.js';
import type { ListRow } from './list-row.js';
import { dieIn, dieSides } from './minimisation-dice.js';
import { minimise } from './minimisation.js';
import type { Minimisation, Specification } from './specification.js';

/** How often an arm would have been taken, of all sides of the die. */
export interface ArmChance {
  readonly arm: string;
  readonly sides: number;
}

/** How many before this participant share a level, arm by arm. */
export interface LevelCount {
  readonly factor: string;
  readonly level: string;
  readonly arms: readonly { readonly arm: string; readonly participants: number }[];
}

/** Why a participant holds an arm. */
export interface Explanation {
  readonly arm: string;
  /** Of a minimised trial: the imbalance met, what it made of the arms, and the throw that decided. */
  readonly minimised?: {
    readonly counts: readonly LevelCount[];
    readonly chances: readonly ArmChance[];
    readonly die: number;
    readonly dieSides: number;
  };
}

/**
 * Explains the last of `allocations`, which are all from the first in the order they were made (R07; the inputs of each
 * allocation are kept, Downs 2010, PMID 20484491). Undefined when it cannot be told: see `armsOf`.
 */
export function explainLast(
  specification: Specification,
  rows: readonly ListRow[],
  allocations: readonly AllocatedPosition[],
): Explanation | undefined {
  const arms = armsOf(specification, rows, allocations);
  const [last, arm] = [allocations.at(-1), arms.at(-1)];
  if (!last || arm === undefined) return undefined;
  if (specification.method !== 'minimisation') return { arm };
  const sides = dieSides(specification);
  const rowAt = new Map(rows.map((row) => [row.position, row]));
  const throws = allocations.map(({ levels, position }) => {
    const row = rowAt.get(position);
    return { levels, die: row && dieIn(row, sides) };
  });
  const die = throws.at(-1)?.die;
  const chances = minimise(specification, throws).at(-1)?.sides;
  if (die === undefined || !chances) return undefined;
  return {
    arm,
    minimised: {
      counts: countsBefore(specification, allocations, arms),
      chances: specification.arms.map(({ code }, i) => ({ arm: code, sides: chances[i] ?? 0 })),
      die,
      dieSides: sides,
    },
  };
}

function countsBefore(
  { arms: armsOfTrial, factors }: Minimisation,
  allocations: readonly AllocatedPosition[],
  arms: readonly (string | undefined)[],
): readonly LevelCount[] {
  const last = allocations.length - 1;
  return factors.map(({ code: factor }) => {
    const level = allocations[last]?.levels[factor] ?? '';
    const sharing = arms.filter((_, i) => i < last && allocations[i]?.levels[factor] === level);
    return {
      factor,
      level,
      arms: armsOfTrial.map(({ code }) => ({ arm: code, participants: sharing.filter((arm) => arm === code).length })),
    };
  });
}
