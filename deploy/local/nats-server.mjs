import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPermissions } from '../nats/permissions.mjs';
import { serverConfig } from '../nats/server-config.mjs';
import { ensureContainer, stopContainer } from './container-server.mjs';
import { ensureServer, stopServer } from './managed-server.mjs';
import { isRunning } from './processes.mjs';
import { askOverTcp } from './tcp-dialogue.mjs';

const NAME = 'nats-server';

/**
 * nats-server with JetStream on disk and the users of `deploy/nats/permissions.json`. A server that is already up
 * takes changed permissions without a restart.
 * @param {string | undefined} program path of nats-server; without one it runs in a container
 * @returns {Promise<string>} the URL of the `admin` user
 */
export async function ensureNats(state, secrets, program) {
  const storeFolder = join(state.folder, 'nats');
  const configFile = join(state.folder, 'nats.conf');
  const configure = (port) => writeConfig(configFile, { passwords: secrets.nats, port, storeFolder });
  const isReady = async (port) => (await askOverTcp(port, connectLine(secrets.nats.admin), 'PONG')).includes('PONG');
  const known = state.servers[NAME];
  if (known?.pid !== undefined && isRunning(known) && configure(state.ports[NAME])) process.kill(known.pid, 'SIGHUP');
  const port =
    program === undefined
      ? await ensureContainer(state, {
          name: NAME,
          configure: (chosen) => (configure(chosen), configFile),
          dataFolder: storeFolder,
          isReady,
        })
      : await ensureServer(state, { name: NAME, isReady, prepare: async (chosen) => launch(chosen) });
  return `nats://admin:${secrets.nats.admin}@127.0.0.1:${port}`;

  function launch(chosen) {
    configure(chosen);
    return { command: program, args: ['--config', configFile], cwd: state.folder, env: {}, marker: configFile };
  }
}

/** Ends NATS; acknowledged messages are on disk. */
export async function stopNats(state) {
  return state.servers[NAME]?.container ? stopContainer(state, NAME) : stopServer(state, NAME, 'SIGTERM');
}

/** Writes the configuration; true when it differs from what was there. */
function writeConfig(file, { passwords, port, storeFolder }) {
  mkdirSync(storeFolder, { recursive: true });
  const text = serverConfig({ permissions: readPermissions(), passwords, host: '127.0.0.1', port, storeFolder });
  let before = '';
  try {
    before = readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  if (text !== before) writeFileSync(file, text, { mode: 0o600 });
  return text !== before;
}

const connectLine = (password) =>
  `CONNECT ${JSON.stringify({ user: 'admin', pass: password, verbose: false })}\r\nPING\r\n`;
