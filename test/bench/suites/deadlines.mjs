import { Redis } from 'ioredis';
import { urlOfDatabase } from '../../../deploy/local/provision-postgres.mjs';
import { startClocks } from '../../support/open-clocks.mjs';
import { figureOf, joined } from '../figures.mjs';
import { withClient } from '../floor/ground.mjs';
import { bareFirings, layDueRows } from '../floor/firing.mjs';
import { besidePlainQueue } from './beside-plain-queue.mjs';
import { dueTogether, fired, LATENESS, until } from './due-together.mjs';

const DUE = 2_000;
const OPEN = 100_000;
const MISSED = 1_000;
const ROUNDS = 3;

const FLOOR = 'bare transaction: lock the row, mark it, commit';

/**
 * Deadlines that become due together, and how late each was when what it caused was committed, by the database's own
 * clock; with the queue, after it was wiped, and what a start with many open deadlines takes. Beside it, in turns, the
 * transaction that a firing consists of, as fast as it goes.
 */
export async function measureDeadlines(bench) {
  const redis = new Redis(bench.stack.redis);
  const url = urlOfDatabase(bench.stack.postgres, 'safety');
  try {
    return await withClient(url, async (client) => {
      const sides = [
        { name: `${DUE} due within one second`, dueAt: 'n / 2000.0', wipe: false, aim: 'p95 at most 1 s' },
        { name: `${DUE} due at one instant`, dueAt: '0', wipe: false, aim: 'p95 at most 1 s' },
        { name: `${DUE} due within one second, queue wiped`, dueAt: 'n / 2000.0', wipe: true, aim: 'p95 at most 5 s' },
      ];
      await layDueRows(bench.ground, DUE * 2 * ROUNDS);
      const floor = [];
      const rounds = sides.map(() => []);
      for (const round of ['warm-up', ...Array(ROUNDS).keys()]) {
        const bare = await bareFirings(bench.ground, DUE);
        if (round !== 'warm-up') floor.push(bare);
        for (const [index, side] of sides.entries()) {
          const measured = await dueTogether(client, {
            many: DUE,
            dueAt: side.dueAt,
            meanwhile: side.wipe ? (beginning) => wipedBefore(redis, beginning) : undefined,
          });
          if (round !== 'warm-up') rounds[index].push(measured);
        }
      }
      return [
        figureOf({ name: FLOOR, callers: 8 }, joined(floor)),
        ...sides.map(({ name, aim }, index) => ({
          ...figureOf({ name }, joined(rounds[index])),
          floor: FLOOR,
          ...paceBeside(rounds[index], floor),
          aim,
        })),
        ...(await besidePlainQueue(bench, client)),
        ...(await afterTheLoss(bench, client, redis)),
      ];
    });
  } finally {
    await redis.quit();
  }
}

/** How many were fired per second from the first due moment to the last commit, of what the floor does per second. */
const paceBeside = (rounds, floor) => {
  const ratios = rounds
    .map(({ latencies, seconds }, round) => latencies.length / seconds / (DUE / floor[round].seconds))
    .sort((a, b) => a - b);
  const [from, middle, to] = [ratios[0], ratios[Math.floor(ratios.length / 2)], ratios.at(-1)];
  return { ratio: Number(middle.toFixed(3)), ratioFrom: Number(from.toFixed(3)), ratioTo: Number(to.toFixed(3)) };
};

async function wipedBefore(redis, beginning) {
  await until(beginning - 300);
  await redis.flushall();
}

/** Everything in Redis is lost and the service restarts, with many deadlines open and some missed meanwhile. */
async function afterTheLoss(bench, client, redis) {
  await startClocks(client, { many: OPEN - MISSED, dueAt: `now() + interval '1 day' + n * interval '1 minute'` });
  const process = bench.platform.processes.safety;
  await process.stop();
  await redis.flushall();
  const ids = await startClocks(client, { many: MISSED, dueAt: `now() - n * interval '1 second'` });
  const began = Date.now();
  await process.start();
  const ready = Date.now() - began;
  const { latencies: _, ...measured } = await fired(client, ids, new Date(began));
  const { rows } = await client.query(LATENESS, [ids]);
  const after = rows.map(({ at }) => at.getTime() - began).sort((a, b) => a - b);
  const line = (name, ms) => ({ ...figureOf({ name }, { latencies: [ms], errors: 0, seconds: ms / 1_000 }) });
  return [
    line(`restart with ${OPEN} open, Redis empty: until ready`, ready),
    line('the same: until the first missed deadline has fired', after[0]),
    {
      ...line(`the same: until all ${MISSED} missed ones have fired`, after.at(-1)),
      errors: measured.errors,
      floor: 'the start of the process',
      aim: 'at most 60 s',
    },
    await lookOfTheSweep(client),
  ];
}

/** What the sweep asks every second, among all that is open. */
async function lookOfTheSweep(client) {
  const latencies = [];
  const began = performance.now();
  for (let look = 0; look < 200; look += 1) {
    const from = performance.now();
    await client.query(
      `select id, due_at from safety.deadline where status = 'armed' and due_at <= now() + interval '10 seconds' order by due_at, id limit 500`,
    );
    latencies.push(performance.now() - from);
  }
  return figureOf(
    { name: `one look at what is due, among ${OPEN} open`, callers: 1 },
    { latencies, errors: 0, seconds: (performance.now() - began) / 1_000 },
  );
}
