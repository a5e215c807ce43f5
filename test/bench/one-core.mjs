const ROUNDS = 5;

/**
 * Ways of working through the same items in one process, in turns after one round nobody counts; by processor time,
 * because waiting for a core does nothing. `pace` has the items per second of every round.
 *
 * @param {readonly unknown[]} items
 * @param {readonly ((item: unknown, index: number) => unknown)[]} ways
 * @param {number} seconds for each way
 */
export function oneCoreInTurns(items, ways, seconds) {
  const sides = ways.map((work) => ({ work, rounds: [] }));
  for (const { work } of sides) round(items, work, seconds);
  for (let turn = 0; turn < ROUNDS; turn += 1)
    for (const { work, rounds } of sides) rounds.push(round(items, work, seconds));
  return sides.map(({ rounds }) => summed(rounds));
}

function round(items, work, seconds) {
  const began = performance.now();
  const before = process.cpuUsage();
  let n = 0;
  while (performance.now() - began < (seconds * 1_000) / ROUNDS) {
    items.forEach((item, index) => work(item, index));
    n += items.length;
  }
  const { user, system } = process.cpuUsage(before);
  return { n, cpuSeconds: (user + system) / 1e6 };
}

function summed(rounds) {
  const n = rounds.reduce((sum, each) => sum + each.n, 0);
  const cpuSeconds = rounds.reduce((sum, each) => sum + each.cpuSeconds, 0);
  return {
    ...{ n, perSecond: Math.round(n / cpuSeconds), cpuMsEach: Number(((cpuSeconds * 1_000) / n).toFixed(4)) },
    pace: rounds.map((each) => each.n / each.cpuSeconds),
  };
}
