/** A place on a list. What stands there stays sealed: choosing the next place needs no arm. */
export interface ListPosition {
  readonly stratum: string;
  /** From 1 within the stratum. */
  readonly position: number;
}

export type NextPosition =
  | {
      readonly outcome: 'next';
      readonly position: number;
      /** Rows the stratum still has after this one: the base of the warning before it runs dry (R15). */
      readonly left: number;
    }
  | { readonly outcome: 'list-exhausted' };

/**
 * The next row of a stratum: always the first that nobody has had. Rows are used in order and never again, also not
 * the row of a participant who was randomised in error or never dosed: errors are documented, not repaired
 * (Yelland 2018, Clin Trials 15:278; R21).
 * The caller holds the lock of the stratum; this function sees all positions used so far, in any order.
 *
 * Throws an `Error`, and no `Rejection`, for a stratum the list does not have and for used positions that are not
 * exactly the first ones: configuration or store are damaged, no other request would help, and going on would hide it.
 */
export function allocateNext(
  list: readonly ListPosition[],
  stratum: string,
  used: readonly ListPosition[],
): NextPosition {
  const rows = list.filter((row) => row.stratum === stratum).length;
  if (rows === 0) throw new Error('the list has no such stratum');

  const positions = new Set<number>();
  for (const row of used) {
    if (row.stratum !== stratum) continue;
    if (positions.has(row.position)) throw sequenceBroken();
    positions.add(row.position);
  }
  for (let position = 1; position <= positions.size; position += 1)
    if (!positions.has(position)) throw sequenceBroken();

  return nextAfter(rows, positions.size);
}

/** The same choice from two numbers kept under the lock: the rows of the stratum and how many of them are taken. */
export const nextAfter = (rows: number, taken: number): NextPosition =>
  taken < rows ? { outcome: 'next', position: taken + 1, left: rows - taken - 1 } : { outcome: 'list-exhausted' };

const sequenceBroken = (): Error =>
  new Error('the rows used so far are not the first rows of the stratum, each once; replay the allocations');
