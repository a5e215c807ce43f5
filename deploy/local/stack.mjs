import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { provisionStreams } from '../nats/provision.mjs';
import { runsAsProgram, slotFolder } from './checkout.mjs';
import { canUseContainers } from './container-server.mjs';
import { withLock } from './lock.mjs';
import { ensureNats, stopNats } from './nats-server.mjs';
import { stopLeftovers } from './platform-record.mjs';
import { postgresHome } from './postgres-places.mjs';
import { ensurePostgres, stopPostgres } from './postgres-server.mjs';
import { isRunning } from './processes.mjs';
import { provisionPostgres } from './provision-postgres.mjs';
import { ensureRedis, stopRedis } from './redis-server.mjs';
import { ensureSecrets } from './secrets.mjs';
import { serverPrograms } from './server-programs.mjs';
import { StackState } from './stack-state.mjs';

/** Each server and the variable that, when set, points to one we use instead of starting our own. */
const SERVERS = [
  { name: 'postgres', variable: 'DATABASE_URL' },
  { name: 'nats-server', variable: 'NATS_URL' },
  { name: 'redis-server', variable: 'REDIS_URL' },
];

/**
 * Brings up Postgres, NATS and Redis with everything provisioned, or finds them up. Safe to call from several
 * processes at once. A server whose URL is in the environment (`DATABASE_URL`, `NATS_URL`, `REDIS_URL`) is used, not
 * started. The servers outlive the caller: `stopStack` ends them.
 *
 * @param {{ slot?: string, log?: (line: string) => void }} [options] another slot is another, independent stack
 * @returns {Promise<{ postgres: string, nats: string, redis: string, secrets: object, slot: string, folder: string,
 *   wasUp: boolean }>} administrators' URLs; `wasUp`: nothing had to be started
 */
export async function startStack({ slot = 'main', log = console.error } = {}) {
  const folder = slotFolder(slot);
  return withLock(join(folder, 'stack.lock'), () => bringUp(slot, folder, log), { log });
}

/** Stops the servers of one slot, and what a killed launcher left of a platform. Data is kept. */
export async function stopStack({ slot = 'main', log = console.error } = {}) {
  const folder = slotFolder(slot);
  await withLock(join(folder, 'stack.lock'), () => bringDown(folder), { log });
}

/**
 * What runs in one slot: `{ name, running, where }` per server. One given by the environment counts as running: it
 * is not ours to start or to stop.
 */
export function stackStatus({ slot = 'main' } = {}) {
  const state = new StackState(slotFolder(slot));
  return SERVERS.map(({ name, variable }) => {
    if (process.env[variable]) return { name, running: true, where: `given by ${variable}` };
    const known = state.servers[name];
    const running = known?.container === true || (known?.pid !== undefined && isRunning(known));
    const holder = known?.container === true ? 'in a container' : `process ${known?.pid}`;
    return { name, running, where: running ? `127.0.0.1:${state.ports[name]}, ${holder}` : 'down' };
  });
}

/** Stops one slot and deletes its data and secrets. Ports stay as they were. */
export async function resetStack({ slot = 'main', log = console.error } = {}) {
  const folder = slotFolder(slot);
  await withLock(
    join(folder, 'stack.lock'),
    async () => {
      await bringDown(folder, { discard: true });
      const leavings = ['nats', 'redis', 'nats.conf', 'redis.conf', 'secrets.json', 'vault.key', 'logs', 'platforms'];
      for (const path of [postgresHome(folder), ...leavings.map((entry) => join(folder, entry))]) {
        rmSync(path, { recursive: true, force: true });
      }
    },
    { log },
  );
}

async function bringUp(slot, folder, log) {
  const given = { postgres: process.env.DATABASE_URL, nats: process.env.NATS_URL, redis: process.env.REDIS_URL };
  const state = new StackState(folder);
  const wasUp = stackStatus({ slot }).every(({ running }) => running);
  const secrets = ensureSecrets(folder);
  const programs = given.nats && given.redis ? {} : programsOf(state, given, log);
  const started = await Promise.allSettled([
    given.postgres || ensurePostgres(state, secrets),
    given.nats ? asAdmin(given.nats, secrets) : ensureNats(state, secrets, programs['nats-server']),
    given.redis || ensureRedis(state, secrets, programs['redis-server']),
  ]);
  const failure = started.find(({ status }) => status === 'rejected');
  if (failure) throw failure.reason;
  const [postgres, nats, redis] = started.map(({ value }) => value);
  await Promise.all([provisionPostgres(postgres, secrets.postgres), provisionStreams(nats)]);
  return { postgres, nats, redis, secrets, slot, folder, wasUp };
}

async function bringDown(folder, options) {
  const state = new StackState(folder);
  await stopLeftovers(folder);
  await Promise.all([stopPostgres(state, options), stopNats(state), stopRedis(state)]);
}

function programsOf(state, given, log) {
  const wanted = [...(given.nats ? [] : ['nats-server']), ...(given.redis ? [] : ['redis-server'])];
  // One that runs in a container does so because nothing could be installed; do not try again every time.
  const programs = serverPrograms(
    wanted.filter((name) => state.servers[name]?.container !== true),
    log,
  );
  const missing = wanted.filter((name) => programs[name] === undefined);
  if (missing.length === 0 || canUseContainers()) return programs;
  const places = missing.map((name) => (name === 'nats-server' ? 'NATS_URL' : 'REDIS_URL')).join(' and ');
  throw new Error(
    `Please install ${missing.join(' and ')} (Debian, Ubuntu: \`sudo apt-get install ${missing.join(' ')}\`; ` +
      `macOS: \`brew install ${missing.join(' ').replace('redis-server', 'redis')}\`) or Docker with its compose plugin, ` +
      `or set ${places} to a server you already have.`,
  );
}

/** A URL that names no user is taken for that of a server with our users; one that does is the administrator's. */
function asAdmin(natsUrl, secrets) {
  const url = new URL(natsUrl);
  if (url.username !== '') return natsUrl;
  url.username = 'admin';
  url.password = secrets.nats.admin;
  return url.href;
}

async function main([command = 'status', ...flags]) {
  const slot = flags.find((flag) => flag.startsWith('--slot='))?.slice('--slot='.length) ?? 'main';
  const commands = { up: startStack, down: stopStack, reset: resetStack, status: async () => undefined };
  const run = commands[command];
  if (!run) throw new Error('Usage: npm run stack -- up|down|status|reset [--slot=<name>]');
  await run({ slot });
  for (const { name, where } of stackStatus({ slot })) console.log(`${name.padEnd(14)}${where}`);
}

if (runsAsProgram(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
