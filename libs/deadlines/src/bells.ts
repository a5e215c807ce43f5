import { Queue, Worker, type ConnectionOptions } from 'bullmq';
import type { Instant } from '@trial/kernel';
import type { DueRow } from './due-rows.js';

/** A moment at which somebody looks: no deadline is named in Redis. Milliseconds of trial time; `after` is not in it. */
export interface Bell {
  readonly after: number;
  readonly upTo: number;
  /** With which hexadecimal digits the ids looked for end: what is due together is shared among replicas. */
  readonly share: string;
}

interface BellSetting {
  readonly bell: Bell;
  readonly jobId: string;
  readonly delay: number;
}

/** The year 1970: a moment that Redis can carry and Postgres can read, and no deadline is older. */
const BEFORE_EVERYTHING = 0;

/** Deadlines this close together have one bell, at the end of it. */
const SLOT_MS = 100;

/** So few that what is due together can be fired together, and enough for a few replicas. */
const SHARES = ['0123', '4567', '89ab', 'cdef'];
const shareOf = (id: string): string => SHARES.find((digits) => digits.includes(id.slice(-1))) ?? '';

/**
 * The bells for these rows, each once however often it is asked for: what is due now rings at once, and what is not, at
 * the end of its tenth of a second.
 *
 * @param now milliseconds of trial time.
 * @param overdue where what is due begins; undefined while nothing is overdue yet.
 */
export function bellsFor(rows: readonly DueRow[], now: number, overdue: Instant | undefined): BellSetting[] {
  const after = overdue?.epochMilliseconds ?? BEFORE_EVERYTHING;
  const settings = rows.map(({ id, dueMs }): BellSetting => {
    const share = shareOf(id);
    const due = Number(dueMs);
    if (due <= now) return { bell: { after, upTo: now, share }, jobId: `due-${now}-${share}`, delay: 0 };
    const moment = Math.ceil(due / SLOT_MS) * SLOT_MS;
    return {
      bell: { after: moment - SLOT_MS, upTo: moment, share },
      jobId: `ahead-${moment}-${share}`,
      delay: moment - now,
    };
  });
  return [...new Map(settings.map((setting) => [setting.jobId, setting])).values()];
}

/** What is lost with Redis: the line to it, whatever there was to ring, or bells that somebody had to ring. */
type Lost = 'connection' | 'bells';

/** Only what the system says of a connection has a code of letters; everything else may be about a bell. */
export const lostWith = (error: Error): Lost =>
  'code' in error && typeof error.code === 'string' ? 'connection' : 'bells';

/**
 * The bells in Redis. Setting one answers within a second whatever became of Redis: nothing piles up for when it is
 * back, because what was missed is fired from Postgres.
 */
export class Bells {
  private readonly queue: Queue<Bell>;
  private readonly worker: Worker<Bell>;

  constructor(
    name: string,
    redis: ConnectionOptions,
    prefix: string,
    answer: (bell: Bell) => Promise<void>,
    private readonly onRedisAway: (error: unknown, lost: Lost) => void,
  ) {
    const retryStrategy = (times: number) => Math.min(times * 100, LONGEST_RETRY_MS);
    this.queue = new Queue(name, {
      connection: { ...redis, retryStrategy, enableOfflineQueue: false, maxRetriesPerRequest: 1 },
      prefix,
    });
    this.worker = new Worker<Bell>(name, ({ data }) => answer(data), {
      connection: { ...redis, retryStrategy, maxRetriesPerRequest: null },
      prefix,
      concurrency: 4,
      autorun: false,
    });
    this.queue.on('error', (error) => onRedisAway(error, lostWith(error)));
    this.worker.on('error', (error) => onRedisAway(error, lostWith(error)));
  }

  start(): void {
    // A worker that loses Redis says so through its error event and goes on.
    void this.worker.run().catch((error: unknown) => this.onRedisAway(error, 'bells'));
  }

  /** True when Redis took them. */
  async set(settings: readonly BellSetting[]): Promise<boolean> {
    if (settings.length === 0) return true;
    const jobs = settings.map(({ bell, jobId, delay }) => ({
      name: 'bell',
      data: bell,
      opts: { jobId, delay, removeOnComplete: true, removeOnFail: true },
    }));
    try {
      await within(REDIS_MS, this.queue.addBulk(jobs));
      return true;
    } catch (error) {
      this.onRedisAway(error, 'bells');
      return false;
    }
  }

  async close(): Promise<void> {
    try {
      await within(CLOSE_MS, this.worker.close());
      await within(CLOSE_MS, this.queue.close());
    } catch (error) {
      this.onRedisAway(error, 'bells');
    }
  }
}

const REDIS_MS = 1_000;
const CLOSE_MS = 3_000;
const LONGEST_RETRY_MS = 2_000;

const within = <T>(milliseconds: number, work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`no answer from Redis within ${milliseconds} ms`)), milliseconds).unref();
    }),
  ]);
