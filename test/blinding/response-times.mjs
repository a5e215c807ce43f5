/*
 * Whether answers take longer for one arm: measured, not asserted, because a machine that is busy with something else
 * must fail no test. All in milliseconds.
 */

/** Two-sided 5 %, power 80 %. */
const Z_ALPHA = 1.959964;
const Z_BETA = 0.841621;

/** What was asked, whoever it was about. */
export const questionOf = ({ method, path }) =>
  `${method} ${path.replace(/\?.*/, '').replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ':id')}`;

/**
 * The times of one arm against those of the other, each as the distance from the median of its question in its world,
 * so that neither a slow question nor a slow machine tells.
 *
 * @param {readonly { world: number, arm: string, question: string, milliseconds: number }[]} times
 * @param {readonly [string, string]} arms
 */
export function compareTimes(times, arms) {
  const strata = groupedBy(times, stratumOf);
  const distances = [...strata.values()].flatMap((group) => {
    const middle = medianOf(group.map(({ milliseconds }) => milliseconds));
    return group.map(({ arm, milliseconds }) => ({ arm, distance: milliseconds - middle }));
  });
  const [one, other] = arms.map((arm) => distances.filter((of) => of.arm === arm).map(({ distance }) => distance));
  return {
    n: [one.length, other.length],
    difference: medianOf(one) - medianOf(other),
    ...mannWhitney(one, other),
    detectable: smallestDetectable(one, other),
  };
}

const stratumOf = ({ world, question }) => `${world} ${question}`;

/**
 * The rank test: `superiority` is the chance that a value of `one` is larger than one of `other` (ties count half),
 * `p` two-sided by the normal approximation with correction for ties (Mann and Whitney 1947; Lehmann, Nonparametrics, 1.4).
 */
export function mannWhitney(one, other) {
  const [m, n] = [one.length, other.length];
  const { rankSum, tieTerm } = ranked(one, other);
  const u = rankSum - (m * (m + 1)) / 2;
  const total = m + n;
  const variance = ((m * n) / 12) * (total + 1 - tieTerm / (total * (total - 1)));
  const z = variance === 0 ? 0 : (u - (m * n) / 2) / Math.sqrt(variance);
  return { superiority: u / (m * n), z, p: 2 * (1 - normalDistribution(Math.abs(z))) };
}

/** The sum of the mid-ranks of `one` among all, and Σ(t³ − t) over groups of ties. */
function ranked(one, other) {
  const all = [...one.map((value) => [value, 1]), ...other.map((value) => [value, 0])].sort(([a], [b]) => a - b);
  let [rankSum, tieTerm] = [0, 0];
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to][0] === all[from][0]) to += 1;
    const ofOne = all.slice(from, to).filter(([, isOne]) => isOne === 1).length;
    rankSum += ofOne * ((from + 1 + to) / 2);
    tieTerm += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { rankSum, tieTerm };
}

/**
 * The smallest shift this test would have seen with 80 % power: the chance of superiority at which it does (Noether
 * 1987) turned into milliseconds by shifting `one` against `other` until that chance is reached.
 */
export function smallestDetectable(one, other) {
  const [m, n] = [one.length, other.length];
  const wanted = 0.5 + (Z_ALPHA + Z_BETA) * Math.sqrt((m + n + 1) / (12 * m * n));
  if (wanted >= 1) return Infinity;
  const middle = [medianOf(one), medianOf(other)];
  const [centred, still] = [one.map((value) => value - middle[0]), other.map((value) => value - middle[1])];
  let [low, high] = [0, Math.max(...spreadOf(centred), ...spreadOf(still), 1e-9) * 2];
  for (let halving = 0; halving < 40; halving += 1) {
    const shift = (low + high) / 2;
    const { superiority } = mannWhitney(
      centred.map((value) => value + shift),
      still,
    );
    if (superiority < wanted) low = shift;
    else high = shift;
  }
  return high;
}

const spreadOf = (values) =>
  values.reduce(([low, high], value) => [Math.max(low, -value), Math.max(high, value)], [0, 0]);

/** Φ, by Abramowitz and Stegun 26.2.17: wrong by less than 7.5e-8. */
export function normalDistribution(x) {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x >= 0 ? 1 - tail : tail;
}

export function medianOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function groupedBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}
