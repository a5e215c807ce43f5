import { randomUUID } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import pg from 'pg';
import { connectTo } from '../../../deploy/nats/provision.mjs';
import { figureOf } from '../figures.mjs';
import { closedLoop, httpLoop } from '../loads.mjs';

const SECONDS = 5;
const WARM_UP = { seconds: 1 };
const CALLERS = [1, 8, 32];
const WINDOWS = [1, 128];
const PAYLOAD = 'x'.repeat(300);

/** What servers and framework alone can do here and now: nothing built on them is faster. */
export async function measureFloors(bench) {
  const figures = [];
  for (const callers of CALLERS) figures.push(await singleRowInsert(bench.ground, callers));
  for (const window of WINDOWS) figures.push(await jetStreamPublish(bench.stack.nats, window));
  for (const callers of CALLERS) figures.push(await hello(bench.platform.gatewayUrl, callers));
  return figures;
}

async function singleRowInsert(connectionString, callers) {
  const clients = Array.from({ length: callers }, () => new pg.Client({ connectionString }));
  await Promise.all(clients.map((client) => client.connect()));
  const insert = { name: 'insert', text: 'insert into single_row (id, body) values ($1, $2)' };
  const inserts = clients.map((client) => () => client.query({ ...insert, values: [randomUUID(), PAYLOAD] }));
  await closedLoop(inserts, WARM_UP);
  const measured = await closedLoop(inserts, { seconds: SECONDS });
  await Promise.all(clients.map((client) => client.end()));
  return figureOf({ name: 'Postgres, one-row insert, prepared, fsync on', callers }, measured);
}

async function jetStreamPublish(url, callers) {
  const nats = await connectTo(url);
  const stream = jetstream(nats);
  const publishers = Array.from({ length: callers }, () => () => stream.publish('bench.published', PAYLOAD));
  await closedLoop(publishers, WARM_UP);
  const measured = await closedLoop(publishers, { seconds: SECONDS });
  await nats.close();
  return figureOf({ name: 'JetStream, publish and acknowledge, file store', callers }, measured);
}

async function hello(gatewayUrl, connections) {
  const request = () => ({ method: 'GET', path: '/health/live' });
  await httpLoop(gatewayUrl, request, { connections, ...WARM_UP });
  const measured = await httpLoop(gatewayUrl, request, { connections, seconds: SECONDS });
  return figureOf({ name: 'gateway, GET /health/live', callers: connections }, measured);
}
