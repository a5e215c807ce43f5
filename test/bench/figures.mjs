import { loadavg } from 'node:os';

/**
 * One line of the table.
 *
 * @param {object} what
 * @param {string} what.name
 * @param {number} [what.callers] how many were at it at the same time
 * @param {number} [what.rate] how many were begun per second, where that is given and not found
 * @param {object} measured as a load returns it
 */
export function figureOf(what, { latencies, errors, seconds, complaints }) {
  const sorted = Float64Array.from(latencies).sort();
  return {
    ...what,
    n: sorted.length,
    errors,
    ...(complaints && Object.keys(complaints).length > 0 ? { complaints } : {}),
    seconds: rounded(seconds, 1),
    perSecond: rounded(sorted.length / seconds, 1),
    p50Ms: rounded(quantile(sorted, 0.5), 3),
    p95Ms: rounded(quantile(sorted, 0.95), 3),
    p99Ms: rounded(quantile(sorted, 0.99), 3),
    loadAverage: rounded(loadavg()[0], 2),
  };
}

/**
 * The smallest value that at least the share `q` of all values does not exceed (nearest rank); null of no values.
 * @param {ArrayLike<number>} sorted ascending
 */
export function quantile(sorted, q) {
  if (sorted.length === 0) return null;
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
}

/** Several rounds of one load, as if they had been one. */
export function joined(rounds) {
  const complaints = {};
  for (const round of rounds)
    for (const [complaint, count] of Object.entries(round.complaints ?? {}))
      complaints[complaint] = (complaints[complaint] ?? 0) + count;
  return {
    latencies: rounds.flatMap(({ latencies }) => latencies),
    errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
    seconds: rounds.reduce((sum, { seconds }) => sum + seconds, 0),
    complaints,
  };
}

/**
 * Two sides measured in turns: the ratio of each pair of neighbours in time, of which the middle one counts. What the
 * machine does to both at once cancels out; how far the rounds lie apart says how much it did to one of them.
 *
 * @param {number[]} these
 * @param {number[]} those
 */
export function ratioInTurns(these, those) {
  const ratios = these.map((value, round) => value / those[round]).sort((a, b) => a - b);
  return {
    ratio: rounded(quantile(ratios, 0.5), 3),
    ratioFrom: rounded(ratios[0], 3),
    ratioTo: rounded(ratios.at(-1), 3),
  };
}

/** Null stays null: a measurement that gave nothing is not a zero. */
export function rounded(value, digits) {
  return value === null || !Number.isFinite(value) ? null : Number(value.toFixed(digits));
}
