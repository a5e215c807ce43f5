import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { QUEUE } from './plain-jobs.mjs';
import { serve } from './part.mjs';

/**
 * The worker of a plain delayed queue: one row per job, then the queue is told that it is done. A deadly job ends the
 * process in between, the first time, as a crash would.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 });

const EFFECT = {
  name: 'effect',
  text: `insert into plain_effect (job, due_at) values ($1, $2)
         returning exists (select from plain_effect earlier where earlier.job = $1) as again`,
};

const worker = new Worker(
  QUEUE,
  async ({ data: { job, dueAt, deadly } }) => {
    const { rows } = await pool.query({ ...EFFECT, values: [job, dueAt] });
    if (deadly && !rows[0].again) process.kill(process.pid, 'SIGKILL');
  },
  {
    connection: new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null }),
    concurrency: 8,
    // Of a job whose worker died another is told after this long; by default it is thirty times as long.
    lockDuration: 1_000,
    stalledInterval: 1_000,
  },
);
worker.on('error', () => undefined);
await worker.waitUntilReady();
serve();
