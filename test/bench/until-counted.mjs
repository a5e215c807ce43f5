import { setTimeout as pause } from 'node:timers/promises';

/** Waits until a count is reached, or `patienceMs` have passed. @returns {Promise<number>} the last count */
export async function untilCounted(count, wanted, { patienceMs = 30_000 } = {}) {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const found = await count();
    if (found >= wanted || Date.now() > giveUpAt) return found;
    await pause(100);
  }
}
