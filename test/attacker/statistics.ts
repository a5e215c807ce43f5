/** A generator of numbers between 0 and 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What was allocated: for each participant, whether it is the first arm, and the block it was drawn in. */
export interface Truth {
  readonly arm: Uint8Array;
  /** Numbered from 0. */
  readonly block: Int32Array;
  readonly blocks: number;
}

/** What a feature adds up to in each block: all that is needed to hold it against the arms. */
export interface BlockSums {
  readonly difference: Float64Array;
  readonly variance: Float64Array;
}

/**
 * How far the sum of a feature over the first arm lies from its mean in each block, and the variance of that. Under the
 * null the arms of a block are a permutation, from which both follow (stratified permutation test): neither the balance of
 * blocks nor a drift over the trial looks like a leak.
 */
export function blockSums(feature: Float64Array, { arm, block, blocks }: Truth): BlockSums {
  const [size, first, sum, squares] = [0, 0, 0, 0].map(() => new Float64Array(blocks)) as Columns;
  const [difference, variance] = [new Float64Array(blocks), new Float64Array(blocks)];
  for (let i = 0; i < feature.length; i += 1) {
    const [at, value, ours] = [block[i] ?? 0, feature[i] ?? 0, arm[i] ?? 0];
    size[at] = (size[at] ?? 0) + 1;
    first[at] = (first[at] ?? 0) + ours;
    sum[at] = (sum[at] ?? 0) + value;
    squares[at] = (squares[at] ?? 0) + value * value;
    difference[at] = (difference[at] ?? 0) + ours * value;
  }
  for (let at = 0; at < blocks; at += 1) {
    const [n, k, all] = [size[at] ?? 0, first[at] ?? 0, sum[at] ?? 0];
    difference[at] = n < 2 ? 0 : (difference[at] ?? 0) - (k * all) / n;
    variance[at] = n < 2 ? 0 : ((k * (n - k)) / (n * (n - 1))) * Math.max(0, (squares[at] ?? 0) - (all * all) / n);
  }
  return { difference, variance };
}

/**
 * How far a feature goes with the arm over the chosen blocks (a number other than 0), in standard deviations. Zero when it
 * never varies within a block.
 */
export function association({ difference, variance }: BlockSums, chosen?: Uint8Array): number {
  let [far, spread] = [0, 0];
  for (let at = 0; at < difference.length; at += 1) {
    if (chosen?.[at] === 0) continue;
    far += difference[at] ?? 0;
    spread += variance[at] ?? 0;
  }
  return spread < NOTHING ? 0 : far / Math.sqrt(spread);
}

type Columns = [Float64Array, Float64Array, Float64Array, Float64Array];
const NOTHING = 1e-9;

/** Two-sided probability of a standard normal deviation at least this large. */
export function twoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  // Complementary error function by continued fraction above 2, by series below; both to twelve digits.
  return x < 2 ? 1 - errorSeries(x) : errorFraction(x);
}

function errorSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 100; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function errorFraction(x: number): number {
  let fraction = x;
  for (let n = 60; n > 0; n -= 1) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
}

/** Two-sided exact binomial test of a fair coin: how probable `hits` of `n`, or anything further from half, is. */
export function fairCoin(hits: number, n: number): number {
  const far = Math.max(hits, n - hits);
  if (far * 2 === n) return 1;
  let tail = 0;
  for (let k = far; k <= n; k += 1) tail += Math.exp(logChoose(n, k) - n * Math.LN2);
  return Math.min(1, 2 * tail);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= Math.min(k, n - k); i += 1) sum += Math.log((n - Math.min(k, n - k) + i) / i);
  return sum;
}

/** Holm's correction: with adjusted values, the chance that any of them falls below a level by chance is that level. */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 1) - (values[b] ?? 1));
  const adjusted = new Array<number>(values.length).fill(1);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (values[index] ?? 1) * (values.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}

/** Ranks from -1 to 1, ties at their middle; what is not there (NaN) stands in the middle. */
export function ranked(values: Float64Array): Float64Array {
  const there = [...values.keys()].filter((index) => !Number.isNaN(values[index]));
  there.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < there.length;) {
    const value = values[there[from] ?? 0];
    let to = from + 1;
    while (to < there.length && values[there[to] ?? 0] === value) to += 1;
    const middle = there.length < 2 ? 0 : (from + to - 1) / (there.length - 1) - 1;
    for (; from < to; from += 1) ranks[there[from] ?? 0] = middle;
  }
  return ranks;
}
