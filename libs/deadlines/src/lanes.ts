/**
 * Work that goes side by side, at most so much at a time, first come first served. What is being done, or waits to be,
 * under the same key is not done twice at once. What waits is taken several at a time where that was asked for; one that
 * finds a lane free is done alone.
 */
export class Lanes<Item> {
  private readonly all = new Map<string, Promise<void>>();
  private readonly waiting: Waiting<Item>[] = [];
  private free: number;

  /** `work` must not fail. */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<void>,
    private readonly options: {
      readonly width: number;
      /** So many are taken together; one at a time when it is left out. */
      readonly most?: number;
      /** Told whenever something is done, with how much is left. */
      readonly onDone?: (left: number) => void;
    },
  ) {
    this.free = options.width;
  }

  /** How much is being done or waits to be. */
  get size(): number {
    return this.all.size;
  }

  has(key: string): boolean {
    return this.all.has(key);
  }

  /** Does it when a lane is free; resolves when it is done. */
  run(key: string, item: Item): Promise<void> {
    const under = this.all.get(key);
    if (under) return under;
    const done = new Promise<void>((resolve) => this.waiting.push({ key, item, resolve }));
    this.all.set(key, done);
    this.begin();
    return done;
  }

  /** Resolves when nothing is left. */
  async idle(): Promise<void> {
    while (this.all.size > 0) await Promise.all(this.all.values());
  }

  private begin(): void {
    while (this.free > 0 && this.waiting.length > 0) {
      this.free -= 1;
      void this.take(this.waiting.splice(0, this.share()));
    }
  }

  private async take(taken: readonly Waiting<Item>[]): Promise<void> {
    try {
      await this.work(taken.map(({ item }) => item));
    } finally {
      this.free += 1;
      for (const { key, resolve } of taken) {
        this.all.delete(key);
        resolve();
      }
      this.options.onDone?.(this.all.size);
      this.begin();
    }
  }

  /** What waits is shared by half of the lanes: fewer and larger shares cost less, and the other half takes what comes. */
  private share(): number {
    const { width, most = 1 } = this.options;
    return Math.min(most, Math.ceil((2 * this.waiting.length) / width));
  }
}

interface Waiting<Item> {
  readonly key: string;
  readonly item: Item;
  readonly resolve: () => void;
}
