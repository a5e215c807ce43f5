/** How far a stratum of the list in use has been drawn on. */
export interface StratumSupply {
  readonly stratum: string;
  readonly rows: number;
  readonly used: number;
}

/**
 * Whether it is time to top a stratum up (R15): a fifth of its rows or less is left. Making, checking and releasing
 * further rows takes two people some days; a fifth of a list that is twice the target, as ours are, is more than a third
 * of the trial. Block sizes play no part: the warning comes at the same row whatever the blocks are.
 */
export const isLow = ({ rows, used }: Pick<StratumSupply, 'rows' | 'used'>): boolean => (rows - used) * 5 <= rows;

/** Whether all strata together have fewer rows than participants are to be randomised; what is used counts on both sides. */
export const isShortOf = (target: number, strata: readonly StratumSupply[]): boolean =>
  strata.reduce((sum, { rows }) => sum + rows, 0) < target;
