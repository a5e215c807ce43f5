/** How a measure is spread over simulated trials. */
export interface Spread {
  readonly mean: number;
  /** 95 of 100 trials have this or less. */
  readonly percentile95: number;
  readonly worst: number;
  /** The part of the trials that have the worst. */
  readonly partWithWorst: number;
}

/** Counts values that are whole multiples of 1 / `parts`; exact, however many there are. */
export class Histogram {
  private readonly counts: number[] = [];
  private many = 0;

  constructor(private readonly parts: number) {}

  add(multiple: number): void {
    while (this.counts.length <= multiple) this.counts.push(0);
    this.counts[multiple] = (this.counts[multiple] ?? 0) + 1;
    this.many += 1;
  }

  /** Zeros when nothing was counted. */
  spread(): Spread {
    const { parts, many, counts } = this;
    const sum = counts.reduce((total, count, multiple) => total + count * multiple, 0);
    let upTo = 0;
    const percentile = counts.findIndex((count) => {
      upTo += count;
      return upTo * 100 >= many * 95;
    });
    return many === 0
      ? { mean: 0, percentile95: 0, worst: 0, partWithWorst: 0 }
      : {
          mean: sum / many / parts,
          percentile95: percentile / parts,
          worst: (counts.length - 1) / parts,
          partWithWorst: (counts.at(-1) ?? 0) / many,
        };
  }
}

/** A mean over simulated trials, with the standard error that simulating so few of them leaves. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

export function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / Math.max(1, values.length - 1) / values.length) };
}
