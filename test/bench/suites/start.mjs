import { setTimeout as pause } from 'node:timers/promises';
import { figureOf } from '../figures.mjs';
import { residentMb } from '../machine.mjs';

const RESTARTS = 2;
const REST_MS = 2_000;

/** How long until six services and the identity provider are ready, and what the six weigh at rest. */
export async function measureStart(bench) {
  // On empty databases every service runs its migrations first.
  const first = await bench.start();
  const again = [];
  for (let restart = 0; restart < RESTARTS; restart += 1) {
    await bench.stop();
    again.push(await bench.start());
  }
  await pause(REST_MS);
  return [
    startUp('six services ready, empty databases', [first]),
    startUp('six services ready, databases as left', again),
    {
      name: 'resident memory of the six at rest',
      n: bench.servicePids.length,
      errors: 0,
      memoryMb: residentMb(bench.servicePids),
    },
  ];
}

function startUp(name, seconds) {
  const latencies = seconds.map((each) => each * 1_000);
  // How many starts fit into a second is no figure anybody wants.
  const { perSecond: _perSecond, ...figure } = figureOf({ name }, { latencies, errors: 0, seconds: sum(seconds) });
  return figure;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
