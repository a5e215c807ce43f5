import type { DataSource, QueryRunner } from 'typeorm';

/** Does a round of work; answers how many milliseconds to wait before the next (0: at once). */
export type Round = (runner: QueryRunner) => Promise<number>;

/**
 * Work that one replica of a service does at a time: it holds a session-level advisory lock on a connection of its
 * own, and the end of that session frees it, however it ends. The others look again every second.
 */
export class OneReplica {
  private readonly wake = new Wake();
  private stopping = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    /** Names the lock: service and duty. */
    private readonly duty: string,
    private readonly round: Round,
    private readonly onInterruption: (error: unknown) => void,
  ) {}

  start(): void {
    this.loop = this.keepGoing();
  }

  /** Has the next round begin now. */
  hurry(): void {
    this.wake.now();
  }

  /** Ends after the current round, and one more, so that what was just committed is not left. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake.now();
    await this.loop;
  }

  private async keepGoing(): Promise<void> {
    do {
      try {
        await this.workWhileActive();
      } catch (error) {
        this.onInterruption(error);
        if (!this.stopping) await this.wake.within(RETRY_MS);
      }
    } while (!this.stopping);
  }

  private async workWhileActive(): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const [lock] = (await runner.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as active', [
        this.duty,
      ])) as { active: boolean }[];
      while (lock?.active) {
        const pause = await this.round(runner);
        if (pause === 0) continue;
        if (this.stopping) return;
        await this.wake.within(pause);
      }
      if (!this.stopping) await this.wake.within(STANDBY_MS);
    } finally {
      await runner.query('select pg_advisory_unlock_all()').catch(() => undefined);
      await runner.release();
    }
  }
}

const STANDBY_MS = 1_000;
const RETRY_MS = 250;

/** A pause that can be cut short, also before it begins. */
class Wake {
  private ring: (() => void) | undefined;
  private rung = false;

  now(): void {
    this.rung = true;
    this.ring?.();
  }

  async within(milliseconds: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.ring = undefined;
    this.rung = false;
  }
}
