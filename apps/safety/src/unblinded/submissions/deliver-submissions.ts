import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Bells } from '@trial/deadlines';
import { OneReplica, Transactions } from '@trial/persistence';
import { Environment, redisConnection } from '@trial/process';
import type { QueryRunner } from 'typeorm';
import { AttemptDelivery, type QueuedBatch } from './attempt-delivery.js';

interface Due extends QueuedBatch {
  /** Milliseconds of wall time until it is due; negative when it has been. */
  readonly inMs: number;
}

/**
 * Sees to it that whatever stands in the queue is tried when it is due. Postgres remembers, BullMQ rings: once a second one
 * replica sets bells for what is due soon, and tries itself what has been due for two seconds, or is due while Redis takes no
 * bells. Nothing of it is logged: that a case goes to a regulator tells what was given.
 */
@Injectable()
export class DeliverSubmissions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly bells: Bells;
  private readonly duty: OneReplica;
  /** What is tried now. */
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly transactions: Transactions,
    private readonly attempts: AttemptDelivery,
    { redisUrl, redisPrefix }: Environment,
  ) {
    const { service, dataSource } = transactions;
    this.bells = new Bells(
      `submissions-${service}`,
      redisConnection(redisUrl),
      redisPrefix,
      () => this.look(),
      () => undefined,
    );
    this.duty = new OneReplica(
      dataSource,
      `${service} submissions`,
      (runner) => this.sweep(runner),
      () => undefined,
    );
  }

  onApplicationBootstrap(): void {
    this.bells.start();
    this.duty.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.duty.stop();
    await this.bells.close();
    await Promise.all(this.running.values());
  }

  private async sweep(runner: QueryRunner): Promise<number> {
    const near = (await runner.query(NEAR, [HORIZON_MS, MANY])) as Due[];
    const ahead = near.filter(({ batchId }) => !this.running.has(batchId));
    const settings = ahead.map(({ inMs }) => {
      const delay = Math.max(0, Math.ceil(inMs));
      const upTo = Math.ceil((Date.now() + delay) / SLOT_MS) * SLOT_MS;
      return { bell: { after: 0, upTo, share: '' }, jobId: `look-${upTo}`, delay };
    });
    const isRung = await this.bells.set([...new Map(settings.map((setting) => [setting.jobId, setting])).values()]);
    for (const due of ahead) if (due.inMs <= (isRung ? -GRACE_MS : 0)) void this.attempt(due);
    return SWEEP_MS;
  }

  private async look(): Promise<void> {
    const due = await this.transactions.dataSource.query<Due[]>(NEAR, [0, MANY]);
    await Promise.all(due.map((batch) => this.attempt(batch)));
  }

  /** One try at a time of each; what breaks on the way is noted where the officer sees it, and tried again later. */
  private attempt(batch: QueuedBatch): Promise<void> {
    const under = this.running.get(batch.batchId);
    if (under) return under;
    const attempt = this.attempts.execute(batch).finally(() => this.running.delete(batch.batchId));
    this.running.set(batch.batchId, attempt);
    return attempt;
  }
}

const SWEEP_MS = 1_000;
const GRACE_MS = 2_000;
const HORIZON_MS = 10_000;
const SLOT_MS = 100;
/** More than a trial ever has on its way. */
const MANY = 100;

const NEAR = `
  select batch_id as "batchId", trial_id as "trialId", site_id as "siteId",
         extract(epoch from next_try_at - clock_timestamp())::float8 * 1000 as "inMs"
    from submission_queue where next_try_at <= clock_timestamp() + $1 * interval '1 millisecond'
   order by next_try_at limit $2`;
