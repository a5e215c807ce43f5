import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureContainer, stopContainer } from './container-server.mjs';
import { ensureServer, stopServer } from './managed-server.mjs';
import { askOverTcp } from './tcp-dialogue.mjs';

const NAME = 'redis-server';

/**
 * redis-server with an append-only file and `noeviction`: a queue must never lose a job to make room (BullMQ).
 * @param {string | undefined} program path of redis-server; without one it runs in a container
 * @returns {Promise<string>} its URL
 */
export async function ensureRedis(state, secrets, program) {
  const dataFolder = join(state.folder, 'redis');
  const configFile = join(state.folder, 'redis.conf');
  const isReady = async (port) =>
    (await askOverTcp(port, `AUTH ${secrets.redis}\r\nPING\r\n`, '+PONG')).includes('+PONG');
  const port =
    program === undefined
      ? await ensureContainer(state, { name: NAME, configure, dataFolder, isReady })
      : await ensureServer(state, { name: NAME, isReady, prepare: async (chosen) => launch(chosen) });
  return `redis://:${secrets.redis}@127.0.0.1:${port}`;

  function configure(chosen) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(configFile, redisConfig({ password: secrets.redis, port: chosen, dataFolder }), { mode: 0o600 });
    return configFile;
  }

  function launch(chosen) {
    // Redis writes this title over its command line a moment after it started; so it has it from the beginning.
    const title = `${NAME} 127.0.0.1:${chosen}`;
    return { command: program, argv0: title, args: [configure(chosen)], cwd: state.folder, env: {}, marker: title };
  }
}

/** Ends Redis; the append-only file is complete. */
export async function stopRedis(state) {
  return state.servers[NAME]?.container ? stopContainer(state, NAME) : stopServer(state, NAME, 'SIGTERM');
}

/** The configuration of redis-server; `host` is every interface inside a container. */
export function redisConfig({ password, port, dataFolder, host = '127.0.0.1' }) {
  const lines = [
    `bind ${host}`,
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${dataFolder}"`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
  ];
  return `${lines.join('\n')}\n`;
}
