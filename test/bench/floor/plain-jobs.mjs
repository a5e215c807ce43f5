import { setTimeout as pause } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { withClient } from './ground.mjs';
import { Part } from './part.mjs';

export const QUEUE = 'bench-plain';
/** From adding the jobs to the second in which they are due. */
const AHEAD_MS = 2_000;
/** An empty queue is believed after so long: a job that nobody has any more never runs. */
const SETTLED_MS = 5_000;
const PATIENCE_MS = 60_000;

/**
 * Work put off the plain way: jobs of BullMQ with a delay, due within one second, and a worker whose effect is one row.
 * Nothing else knows of them.
 *
 * @param {{ redis: string, postgres: string }} servers `postgres` is the URL of the database of the effects
 * @param {object} jobs
 * @param {number} jobs.many
 * @param {boolean} [jobs.wipe] empty Redis 0.3 s before the first is due
 * @param {number} [jobs.deadly] so many of them end the worker between effect and acknowledgement; another one starts
 * @returns a load: lateness to the commit of the first effect of each job; `fired`, and how many of them `twice`
 */
export async function delayedJobs({ redis: redisUrl, postgres }, { many, wipe = false, deadly = 0 }) {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue(QUEUE, { connection: redis });
  const workers = new RestartedWorker({ REDIS_URL: redisUrl, DATABASE_URL: postgres });
  try {
    return await withClient(postgres, async (client) => {
      await client.query(EMPTY);
      await queue.obliterate({ force: true });
      await workers.start();
      const beginning = Math.ceil(Date.now() / 1_000) * 1_000 + AHEAD_MS;
      await queue.addBulk(jobs({ many, deadly, beginning }));
      if (wipe) {
        await pause(beginning - 300 - Date.now());
        await redis.flushall();
      }
      await settled(queue, beginning);
      const { rows } = await client.query(EFFECTS);
      return asLoad(rows, { many, beginning });
    });
  } finally {
    await workers.stop();
    await queue.close();
    await redis.quit();
  }
}

function jobs({ many, deadly, beginning }) {
  const each = deadly === 0 ? Number.POSITIVE_INFINITY : Math.floor(many / deadly);
  return Array.from({ length: many }, (_, job) => {
    const dueAt = beginning + (job * 1_000) / many;
    const data = { job, dueAt: new Date(dueAt).toISOString(), deadly: job % each === Math.floor(each / 2) };
    return { name: 'effect', data, opts: { delay: Math.round(dueAt - Date.now()), removeOnComplete: true } };
  });
}

/** Waits until the queue has been empty for a while. */
async function settled(queue, beginning) {
  let busyAt = beginning;
  while (Date.now() < busyAt + SETTLED_MS && Date.now() < beginning + PATIENCE_MS) {
    await pause(100);
    const counts = await queue.getJobCounts('active', 'waiting', 'delayed');
    if (Object.values(counts).some((count) => count > 0)) busyAt = Date.now();
  }
}

function asLoad(rows, { many, beginning }) {
  const twice = rows.filter(({ times }) => times > 1).length;
  const never = many - rows.length;
  return {
    latencies: rows.map(({ ms }) => ms),
    errors: never + twice,
    seconds: Math.max(0.001, ...rows.map(({ at }) => (at.getTime() - beginning) / 1_000)),
    complaints: { ...(never > 0 ? { 'never fired': never } : {}), ...(twice > 0 ? { 'fired twice': twice } : {}) },
    fired: rows.length,
    twice,
  };
}

const EMPTY = `
  create table if not exists plain_effect (job integer not null, due_at timestamptz not null);
  create index if not exists plain_effect_job on plain_effect (job);
  truncate plain_effect`;

const EFFECTS = `
  select count(*)::int as times, min(pg_xact_commit_timestamp(xmin)) as at,
         extract(epoch from min(pg_xact_commit_timestamp(xmin)) - min(due_at))::float8 * 1000 as ms
    from plain_effect group by job`;

/** One worker at a time; when it dies, the next. */
class RestartedWorker {
  #environment;
  #part;
  #stopped = false;

  constructor(environment) {
    this.#environment = environment;
  }

  async start() {
    this.#part = new Part('plain-worker.mjs', this.#environment);
    void this.#part.ended.then(() => (this.#stopped ? undefined : this.start()));
    await this.#part.ready();
  }

  async stop() {
    this.#stopped = true;
    await this.#part?.stop();
  }
}
