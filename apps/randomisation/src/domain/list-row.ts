/** One line of a sealed list. Known only inside the vault. */
export interface ListRow {
  readonly stratum: string;
  /** 1 to n within the stratum, without a gap. */
  readonly position: number;
  /** 1 to m within the stratum; 0, which no block is, in a list of a method without blocks. */
  readonly block: number;
  /**
   * The code of an arm; in a list for minimisation the die of this row, a whole number in decimal digits: which arm it
   * means depends on everybody before. `armsOf` tells the arm for every method.
   */
  readonly arm: string;
}
