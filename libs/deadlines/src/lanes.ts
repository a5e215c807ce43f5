/**
 * Work that goes side by side, at most so much at a time, first come first served. What is being done, or waits to be,
 * under the same key is not done twice at once.
 */
export class Lanes {
  private readonly all = new Map<string, Promise<void>>();
  private readonly waiting: (() => void)[] = [];
  private free: number;

  constructor(
    width: number,
    /** Told whenever something is done, with how much is left. */
    private readonly onDone: (left: number) => void = () => undefined,
  ) {
    this.free = width;
  }

  /** How much is being done or waits to be. */
  get size(): number {
    return this.all.size;
  }

  has(key: string): boolean {
    return this.all.has(key);
  }

  /** Does it when a lane is free; resolves when it is done. `work` must not fail. */
  run(key: string, work: () => Promise<void>): Promise<void> {
    const under = this.all.get(key);
    if (under) return under;
    const done = this.inTurn(work).finally(() => {
      this.all.delete(key);
      this.onDone(this.all.size);
    });
    this.all.set(key, done);
    return done;
  }

  /** Resolves when nothing is left. */
  async idle(): Promise<void> {
    while (this.all.size > 0) await Promise.all(this.all.values());
  }

  private async inTurn(work: () => Promise<void>): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
