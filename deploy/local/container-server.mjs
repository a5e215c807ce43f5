import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { checkoutHash } from './checkout.mjs';
import { freePort, isFree } from './ports.mjs';
import { findProgram } from './server-programs.mjs';

const COMPOSE_FILE = fileURLToPath(new URL('server-containers.yml', import.meta.url));
const READY_WITHIN_MS = 180_000;

/** True when Docker with its compose plugin can be used by this user. */
export function canUseContainers() {
  const docker = findProgram('docker');
  return (
    docker !== undefined && [['compose', 'version'], ['info']].every((args) => spawnSync(docker, args).status === 0)
  );
}

/**
 * The last resort: one server in a container, on the port and with the configuration file our own process would have.
 * @returns {Promise<number>} its port on 127.0.0.1
 */
export async function ensureContainer(state, { name, configure, dataFolder, isReady }) {
  const remembered = state.ports[name];
  const up = state.servers[name]?.container === true && (await isReady(remembered));
  if (up) return remembered;
  const port =
    remembered !== undefined && (await isFree(remembered)) ? remembered : await freePort(Object.values(state.ports));
  mkdirSync(dataFolder, { recursive: true });
  compose(state, ['up', '--detach', '--force-recreate', name], {
    PORT: String(port),
    CONFIGURATION: configure(port),
    DATA_FOLDER: dataFolder,
    OWNER: `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`,
  });
  state.remember(name, port, { container: true });
  for (const giveUpAt = Date.now() + READY_WITHIN_MS; !(await isReady(port)); await pause(200)) {
    if (Date.now() > giveUpAt)
      throw new Error(`The container of ${name} does not answer on port ${port}; see \`docker ps\``);
  }
  return port;
}

/** Removes the container of one server; its data stays in the slot's folder. */
export function stopContainer(state, name) {
  compose(state, ['rm', '--stop', '--force', name], {
    PORT: '0',
    CONFIGURATION: '/dev/null',
    DATA_FOLDER: '/nowhere',
    OWNER: '0:0',
  });
  state.forget(name);
}

function compose(state, args, environment) {
  const slot = basename(state.folder).replace('.local', 'main');
  const project = `trial-${checkoutHash}-${slot}`;
  const command = ['compose', '--project-name', project, '--file', COMPOSE_FILE, ...args];
  const done = spawnSync(findProgram('docker'), command, { encoding: 'utf8', env: { ...process.env, ...environment } });
  if (done.status !== 0) throw new Error(`docker ${command.join(' ')} failed:\n${done.stderr}`);
}
