/**
 * Looks at a queue again and again until it is stopped: at once while there is more, else after a rest. A look that
 * fails is told of and made again.
 */
export class QueueLoop {
  private stopping = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  /**
   * @param round one look; true when there may be more
   * @param pollMs the rest, in milliseconds of wall time
   */
  constructor(
    private readonly round: () => Promise<boolean>,
    private readonly pollMs: number,
    private readonly interrupted: (error: unknown) => void,
  ) {}

  start(): void {
    this.running = this.keepLooking();
  }

  /** Begins no further look, and waits for the one that is made. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  private async keepLooking(): Promise<void> {
    while (!this.isStopping()) {
      const more = await this.round().catch((error: unknown) => {
        this.interrupted(error);
        return false;
      });
      if (!more && !this.isStopping()) await this.rest();
    }
  }

  /** Asked through a method: the compiler cannot know that waiting lets it change. */
  private isStopping(): boolean {
    return this.stopping;
  }

  private async rest(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.pollMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
