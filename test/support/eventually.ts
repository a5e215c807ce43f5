/** Far longer than anything takes: a machine that is busy with something else must fail no test. */
const PATIENCE_MS = 30_000;

/**
 * Tries an assertion until it holds or time is up; the last failure is what is reported. It looks again after each
 * turn of the event loop and a moment's rest, so nothing waits longer than it must.
 */
export async function eventually<T>(
  assertion: () => T | Promise<T>,
  { within = PATIENCE_MS }: { within?: number } = {},
): Promise<T> {
  const until = Date.now() + within;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
