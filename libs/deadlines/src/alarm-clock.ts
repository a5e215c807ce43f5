import type { Logger } from '@nestjs/common';
import { Queue, Worker, type ConnectionOptions } from 'bullmq';
import type { QueryRunner } from 'typeorm';
import { instantAt } from '@trial/kernel';
import { OneReplica, type Transactions } from '@trial/persistence';
import type { DeadlineContract } from './deadline.js';
import { DUE_COLUMNS, ring, type DueRow, type Fire } from './ring.js';

export interface DeadlineHandling {
  readonly contract: DeadlineContract;
  readonly fire: Fire;
}

/**
 * Sees to it that every armed deadline rings. Once a second one replica sweeps Postgres: it sets a BullMQ bell for
 * each row due in the next seconds (a bell carries the id alone: job data is clear text), and fires from Postgres
 * what has been due for more than two seconds of wall time. Redis may be flushed or away: that costs seconds, never
 * a deadline.
 */
export class AlarmClock {
  private readonly queue: Queue;
  private readonly worker: Worker;
  private readonly duty: OneReplica;

  constructor(
    private readonly handlings: readonly DeadlineHandling[],
    private readonly transactions: Transactions,
    redis: ConnectionOptions,
    prefix: string,
    private readonly logger: Logger,
  ) {
    const name = `deadlines-${transactions.service}`;
    this.queue = new Queue(name, { connection: redis, prefix });
    this.worker = new Worker<DueRow>(name, ({ data }) => this.answer(data.id), {
      connection: redis,
      prefix,
      concurrency: 8,
      autorun: false,
    });
    this.queue.on('error', (error) => this.redisAway(error));
    this.worker.on('error', (error) => this.redisAway(error));
    this.duty = new OneReplica(
      transactions.dataSource,
      `${transactions.service} deadlines`,
      (runner) => this.sweep(runner),
      (error) => logger.warn({ event: 'deadline-sweep-interrupted', error: String(error) }),
    );
  }

  start(): void {
    this.transactions.onCommit('deadlines', () => this.duty.hurry());
    this.transactions.clock.onStep(() => this.duty.hurry());
    // A worker that loses Redis says so through its error event and goes on.
    void this.worker.run().catch((error: unknown) => this.redisAway(error));
    this.duty.start();
  }

  async stop(): Promise<void> {
    await this.duty.stop();
    await this.worker.close();
    await this.queue.close();
  }

  private async sweep(runner: QueryRunner): Promise<number> {
    const { clock } = this.transactions;
    // Stepped time does not run towards a bell: only what is due now is rung.
    const horizon = clock.stepped ? clock.now() : clock.now().add({ milliseconds: HORIZON_MS });
    const rows = (await runner.query(
      `select ${DUE_COLUMNS} from deadline where status = 'armed' and due_at <= $1 order by due_at, id limit $2`,
      [horizon.toString(), SWEEP],
    )) as DueRow[];
    const overdue = rows.filter((row) => clock.wallSince(instantAt(Number(row.dueMs))) > GRACE_MS);
    const ahead = rows.filter((row) => !overdue.includes(row));
    await this.setBells(ahead);
    for (const row of overdue) await this.fire(row);
    return overdue.length === SWEEP ? 0 : SWEEP_MS;
  }

  private async setBells(rows: readonly DueRow[]): Promise<void> {
    if (rows.length === 0) return;
    const now = this.transactions.clock.now().epochMilliseconds;
    try {
      const bells = rows.map((row) => ({
        name: row.name,
        data: { id: row.id },
        opts: {
          jobId: `deadline-${row.id}-${row.dueMs}`,
          delay: Math.max(0, Number(row.dueMs) - now),
          removeOnComplete: true,
          removeOnFail: true,
        },
      }));
      await within(REDIS_MS, this.queue.addBulk(bells));
    } catch (error) {
      this.redisAway(error);
    }
  }

  private async answer(id: string): Promise<void> {
    const [row] = await this.transactions.dataSource.query<DueRow[]>(
      `select ${DUE_COLUMNS} from deadline where id = $1`,
      [id],
    );
    if (row) await this.fire(row);
  }

  private async fire(row: DueRow): Promise<void> {
    const handling = this.handlings.find(({ contract }) => contract.name === row.name);
    if (!handling) throw new Error(`no handler for deadline ${row.name}`);
    try {
      const outcome = await ring(this.transactions, row, (payload, tx) =>
        handling.fire(handling.contract.payload.parse(payload), tx),
      );
      if (outcome === 'fired') this.logger.log({ event: 'deadline-fired', deadline: row.name, key: row.key });
    } catch (error) {
      // The row stays armed, so the next sweep tries again.
      this.logger.error({ event: 'deadline-failed', deadline: row.name, key: row.key, error: String(error) });
    }
  }

  private redisAway(error: unknown): void {
    this.logger.warn({ event: 'redis-away', error: String(error) });
  }
}

const SWEEP_MS = 1_000;
const GRACE_MS = 2_000;
/** How far ahead bells are set; a bell lost in Redis is set again by the next sweep. */
const HORIZON_MS = 10_000;
const SWEEP = 500;
const REDIS_MS = 1_000;

const within = <T>(milliseconds: number, work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`no answer from Redis within ${milliseconds} ms`)), milliseconds).unref();
    }),
  ]);
