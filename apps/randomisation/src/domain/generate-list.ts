import type { ListRow } from './list-row.js';
import { minimisationDice } from './minimisation-dice.js';
import { permutedBlocks } from './permuted-blocks.js';
import { simpleRows } from './simple-randomisation.js';
import { checkSpecification, type Specification } from './specification.js';

/** Stored with every list; a change of what the description of a method says is a new version. */
export const LIST_ALGORITHMS: Readonly<Record<Specification['method'], string>> = {
  'permuted-blocks': 'permuted-blocks/1',
  simple: 'simple/1',
  minimisation: 'minimisation/1',
};

/**
 * Makes the list of a trial by the method of its specification, strata in the order of the specification, positions
 * ascending (R01). The k-th stratum (from 0) reads stream k of the seed; what it reads there is described with each
 * method. A longer list from the same seed begins with the shorter one, so topping up changes no row (R16).
 *
 * @param seed see `randomStream`; `Rejection` when seed or specification are unfit.
 */
export function generateList(specification: Specification, seed: string): readonly ListRow[] {
  checkSpecification(specification);
  switch (specification.method) {
    case 'permuted-blocks':
      return permutedBlocks(specification, seed);
    case 'simple':
      return simpleRows(specification, seed);
    case 'minimisation':
      return minimisationDice(specification, seed);
  }
}
