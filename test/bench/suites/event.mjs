import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { figureOf, joined, ratioInTurns, quantile } from '../figures.mjs';
import { Part } from '../floor/part.mjs';
import { openLoop } from '../loads.mjs';
import { bareTimes, effectsSince, resultTimes } from './commit-times.mjs';

const PER_SECOND = 200;
const ROUNDS = 3;
const ROUND = { perSecond: PER_SECOND, seconds: 5 };
const WARM_UP = { perSecond: PER_SECOND, seconds: 5 };
const DAY_MS = 86_400_000;

const FLOOR = 'bare outbox, JetStream, inbox';

/**
 * A laboratory result is committed, and by its event a candidate adverse event is committed elsewhere: the time from
 * commit to commit, by the database's own clock. Beside it, in turns, an outbox and an inbox with nothing around them.
 */
export async function measureEvent(bench) {
  const people = await bench.people();
  const environment = { NATS_URL: bench.stack.nats, DATABASE_URL: bench.ground };
  const parts = [new Part('./outbox-consumer.mjs', environment), new Part('./outbox-producer.mjs', environment)];
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  try {
    await Promise.all(parts.map((part) => part.ready()));
    const sides = [bareSide(bench, parts[1]), resultSide(bench, people, agent)];
    for (const side of sides) await side.round(WARM_UP);
    const rounds = sides.map(() => []);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [index, side] of sides.entries()) rounds[index].push(await side.round(ROUND));
    return compared(...rounds);
  } finally {
    agent.destroy();
    await Promise.all(parts.map((part) => part.stop()));
  }
}

function compared(floor, path) {
  const middles = (rounds) =>
    rounds.map(({ latencies }) =>
      quantile(
        latencies.toSorted((a, b) => a - b),
        0.5,
      ),
    );
  return [
    figureOf({ name: `${FLOOR}: commit to commit`, rate: PER_SECOND }, joined(floor)),
    {
      ...figureOf({ name: 'result committed to candidate committed', rate: PER_SECOND }, joined(path)),
      floor: FLOOR,
      ...ratioInTurns(middles(path), middles(floor)),
      aim: 'p50 at most 5 ms',
    },
  ];
}

/** A side answers a round with the milliseconds from each cause to its effect; a cause without effect is an error. */
function bareSide({ ground }, producer) {
  let caused = 0;
  return {
    async round(pace) {
      const before = caused;
      const { committed, errors, seconds, complaints } = await producer.ask(pace);
      caused += committed;
      const latencies = await effectsSince(before, caused, () => bareTimes(ground));
      return { latencies, errors: errors + committed - latencies.length, seconds, complaints };
    },
  };
}

function resultSide({ stack, platform }, people, agent) {
  let caused = 0;
  // Every result needs a time of collection of its own; these are milliseconds of a day before yesterday.
  let collected = Date.now() - 2 * DAY_MS;
  return {
    async round(pace) {
      const before = caused;
      const record = () => post(agent, platform.gatewayUrl, result(people, new Date((collected += 1)).toISOString()));
      const { latencies: answered, ...measured } = await openLoop(record, pace);
      caused += answered.length;
      const latencies = await effectsSince(before, caused, () => resultTimes(stack));
      return { ...measured, latencies, errors: measured.errors + answered.length - latencies.length };
    },
  };
}

/** Alanine aminotransferase at thirteen times its upper limit: CTCAE grade 3, which the trial wants looked at. */
function result({ trialId, next }, collectedAt) {
  const { participantId, authorization } = next('study-nurse');
  return {
    path: `/v1/trials/${trialId}/participants/${participantId}/results`,
    headers: { authorization, 'idempotency-key': randomUUID() },
    body: { analyte: 'alt', result: { value: '600', unit: 'U/L', range: { high: 45 } }, collectedAt },
  };
}

function post(agent, url, { path, headers, body }) {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, url),
      {
        agent,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      },
      (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 201 ? resolve() : reject(new Error(`HTTP ${response.statusCode}`)),
        );
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}
