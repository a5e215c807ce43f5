import { cpuUsedMs } from './cpu.mjs';
import { joined, rounded } from './figures.mjs';
import { httpLoop } from './loads.mjs';

const ROUNDS = 3;
const ROUND = { seconds: 2 };
const WARM_UP = { seconds: 1 };

/**
 * HTTP to several sides in turns, round after round: what the machine does meanwhile, it does to each.
 *
 * @param {{ url: string, request: () => object, pids: number[] }[]} sides
 * @returns per side: all rounds as one, `pace` per round and `cpuMs` of the processes
 */
export async function inTurns(sides, connections) {
  const rounds = sides.map(() => []);
  for (const { url, request } of sides) await httpLoop(url, request, { connections, ...WARM_UP });
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, side] of sides.entries()) rounds[index].push(await oneRound(side, connections));
  return rounds.map((each) => ({
    ...joined(each),
    pace: each.map(({ latencies, seconds }) => latencies.length / seconds),
    cpuMs: each.reduce((sum, { cpuMs }) => (cpuMs === null ? null : sum + cpuMs), 0),
  }));
}

async function oneRound({ url, request, pids }, connections) {
  const before = cpuUsedMs(pids);
  const measured = await httpLoop(url, request, { connections, ...ROUND });
  return { ...measured, cpuMs: before === null ? null : cpuUsedMs(pids) - before };
}

/** Processor time of services and servers for one request; other work of the platform meanwhile counts too. */
export const withCpu = (figure, { cpuMs }) =>
  cpuMs === null ? figure : { ...figure, cpuMsEach: rounded(cpuMs / figure.n, 2) };
