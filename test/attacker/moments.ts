const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d+))?(?:Z|[+-]\d\d:\d\d)$/;

/** A moment in microseconds, which is what a database keeps; undefined of what is none. */
export function momentIn(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const match = MOMENT.exec(value);
  if (!match) return undefined;
  const beyondMilliseconds = Number((match[1] ?? '').padEnd(6, '0').slice(3, 6));
  return Date.parse(value) * 1_000 + beyondMilliseconds;
}
