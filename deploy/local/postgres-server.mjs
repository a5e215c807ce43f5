import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { ensureServer, stopServer } from './managed-server.mjs';
import { postgresPlaces } from './postgres-places.mjs';

const ROLE = 'postgres';

// A stack holds real behaviour, so durability stays on; the rest keeps clinical values out of the log (a failing
// constraint would otherwise quote the row) and makes two machines behave alike.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '400',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  fsync: 'on',
  jit: 'off',
  log_error_verbosity: 'terse',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Postgres from the npm package, on 127.0.0.1 with a generated password for its superuser.
 * @returns {Promise<string>} the superuser's URL
 */
export async function ensurePostgres(state, secrets) {
  const urlOf = (port) => `postgres://${ROLE}:${secrets.postgresAdmin}@127.0.0.1:${port}/postgres`;
  const port = await ensureServer(state, {
    name: 'postgres',
    prepare: async (chosen) => prepare(state.folder, secrets.postgresAdmin, chosen),
    isReady: (chosen) => answers(urlOf(chosen)),
  });
  return urlOf(port);
}

/**
 * Ends Postgres without waiting for clients ("fast" shutdown): committed work is on disk. With `discard` it does not
 * even write a checkpoint, because the data is about to be deleted.
 */
export function stopPostgres(state, { discard = false } = {}) {
  return stopServer(state, 'postgres', discard ? 'SIGQUIT' : 'SIGINT');
}

function prepare(folder, password, port) {
  const { binaries, home, uid, gid } = postgresPlaces(folder);
  const data = join(home, 'data');
  const identity = uid === undefined ? {} : { uid, gid };
  const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  if (!existsSync(data)) createCluster({ binaries, home, data, password, identity, environment });
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return {
    command: join(binaries, 'bin', 'postgres'),
    args: ['-D', data, ...settings],
    cwd: home,
    env: environment,
    marker: data,
    ...identity,
  };
}

// Built beside its final name and moved when complete: an interrupted initdb leaves nothing that looks usable.
function createCluster({ binaries, home, data, password, identity, environment }) {
  const draft = join(home, 'data.draft');
  const passwordFile = join(home, 'password');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (identity.uid !== undefined) for (const path of [draft, passwordFile]) chownSync(path, identity.uid, identity.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${ROLE}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const made = spawnSync(join(binaries, 'bin', 'initdb'), ['-D', draft, '--no-sync', ...access, ...locale], {
    cwd: home,
    env: environment,
    encoding: 'utf8',
    ...identity,
  });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    throw new Error(
      `Postgres could not create its data folder (set DATABASE_URL to use another server):\n${made.error ?? made.stderr}`,
    );
  }
  renameSync(draft, data);
}

async function answers(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    // 28P01: it answers, but the data folder was made with another password than secrets.json holds.
    if (error.code === '28P01')
      throw new Error('Postgres refuses our password: `npm run stack -- reset` starts afresh', { cause: error });
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
