/**
 * How long to wait after an attempt that failed, in milliseconds of wall time; nothing when it was the last. Pauses are
 * spread by a fifth either way, so that what failed together does not come back together.
 *
 * @param tries how many attempts there were in this round, at least 1
 * @param chance from 0 to 1
 */
export function pauseAfterTry(tries: number, pauses: readonly number[], chance: number): number | undefined {
  const pause = pauses[tries - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 - SPREAD + 2 * SPREAD * chance));
}

const SPREAD = 0.2;
