import { ledgerOf } from '../../support/open-clocks.mjs';
import { figureOf } from '../figures.mjs';
import { delayedJobs } from '../floor/plain-jobs.mjs';
import { dueTogether, until } from './due-together.mjs';

const MANY = 500;
const DEADLY = 10;

/**
 * The same misfortunes for deadlines and for a plain delayed queue, whose jobs nothing but Redis knows: what fires, what
 * never does and what fires twice. The queue is emptied, and the worker dies between its effect and the queue's hearing
 * of it.
 */
export async function besidePlainQueue(bench, client) {
  const servers = { redis: bench.stack.redis, postgres: bench.ground };
  const plain = async (what, how) => {
    const load = await delayedJobs(servers, { many: MANY, ...how });
    return figureOf({ name: `plain delayed queue, ${what}: ${outcome(load)}` }, load);
  };
  return [
    await plain('nothing happens', {}),
    await plain('wiped', { wipe: true }),
    await plain(`worker killed ${DEADLY} times`, { deadly: DEADLY }),
    await killedInTheMiddle(bench, client),
  ];
}

/** The only process that could fire them dies half a second after the first was due, and starts again. */
async function killedInTheMiddle(bench, client) {
  const load = await dueTogether(client, {
    many: MANY,
    dueAt: `n / ${MANY}.0`,
    meanwhile: async (beginning) => {
      await until(beginning + 500);
      await bench.platform.processes.safety.restart({ signal: 'SIGKILL' });
    },
  });
  const twice = (await ledgerOf(client, load.ids)).filter(({ told }) => told > 1).length;
  const measured = { ...load, fired: load.latencies.length, twice, errors: load.errors + twice };
  return figureOf({ name: `deadlines, service killed and restarted: ${outcome(measured)}` }, measured);
}

const outcome = ({ fired, twice }) => `${fired} of ${MANY} fired${twice > 0 ? `, ${twice} of them twice` : ''}`;
