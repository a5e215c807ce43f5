import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPermissions } from '../nats/permissions.mjs';
import { provisionStreams } from '../nats/provision.mjs';
import { serverConfig } from '../nats/server-config.mjs';
import { runsAsProgram } from './checkout.mjs';
import { environmentOf } from './environments.mjs';
import { provisionPostgres } from './provision-postgres.mjs';
import { redisConfig } from './redis-server.mjs';
import { ensureSecrets, unblindedKeyFile, vaultKeyFile } from './secrets.mjs';
import { services } from './services.mjs';

// Inside the network of docker-compose.yml every service has an address of its own, so they share one port number.
const SERVICE_PORT = 3000;
const IDENTITY_PORT = 8090;

// Where each service finds what is its own (`docker-compose.yml`), and the user it runs as: `node` of the image.
const OWN_FOLDER = '/run/trial';
const SERVICE_USER = 1_000;

const ports = { identity: IDENTITY_PORT, ...Object.fromEntries(services.map(({ name }) => [name, SERVICE_PORT])) };

/**
 * Writes, below `root`, one folder per container with what that container alone may know; each is a volume of its own
 * in `docker-compose.yml`. `secrets/` is for the one-shot containers only. Safe to repeat.
 */
export function prepare(root = '/prepared') {
  const secretsFolder = folder(root, 'secrets');
  const secrets = ensureSecrets(secretsFolder);
  const stack = stackOf(secrets);
  write(root, 'postgres', 'password', secrets.postgresAdmin);
  write(
    root,
    'redis',
    'redis.conf',
    redisConfig({ password: secrets.redis, port: 6379, dataFolder: '/data', host: '*' }),
  );
  write(root, 'nats', 'nats.conf', natsConfig(secrets));
  write(root, 'identity', 'service.env', envFile(identityEnvironment(secrets)));
  // A published port arrives from outside the container.
  const extra = { SERVICE_HOST: '0.0.0.0' };
  for (const { name } of services)
    write(root, name, 'service.env', envFile(environmentOf(name, stack, { ports, extra })));
  writeModuleKey(vaultKeyFile(folder(root, 'randomisation')), secrets.vaultKey);
  writeModuleKey(unblindedKeyFile(folder(root, 'safety')), secrets.unblindedKey);
}

/** Roles, databases, schemas and streams of the containers, with the scripts that the local launcher uses. */
export async function provision(root = '/prepared') {
  const secrets = ensureSecrets(folder(root, 'secrets'));
  const { postgres, nats } = stackOf(secrets);
  await Promise.all([provisionPostgres(postgres, secrets.postgres), provisionStreams(nats)]);
}

function stackOf(secrets) {
  return {
    postgres: `postgres://postgres:${secrets.postgresAdmin}@postgres:5432/postgres`,
    nats: `nats://admin:${secrets.nats.admin}@nats:4222`,
    redis: `redis://:${secrets.redis}@redis:6379`,
    secrets,
    folder: OWN_FOLDER,
  };
}

function natsConfig(secrets) {
  const permissions = readPermissions();
  return serverConfig({
    permissions,
    passwords: secrets.nats,
    host: '0.0.0.0',
    port: 4222,
    storeFolder: '/data',
    monitorPort: 8222,
  });
}

function identityEnvironment({ signingKey }) {
  return {
    IDENTITY_PORT: String(IDENTITY_PORT),
    IDENTITY_HOST: '0.0.0.0',
    IDENTITY_ISSUER: `http://127.0.0.1:${IDENTITY_PORT}`,
    IDENTITY_REDIRECT_URIS: `http://127.0.0.1/callback,http://127.0.0.1:${SERVICE_PORT}/docs/oauth2-redirect.html`,
    IDENTITY_SIGNING_KEY: JSON.stringify(signingKey),
  };
}

// Node reads the file (`--env-file`); within single quotes nothing is special to it.
function envFile(environment) {
  return Object.entries(environment)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
}

// The images run as users of their own, which must be able to read; the volume has one reader.
function write(root, name, file, content) {
  writeFileSync(join(folder(root, name), file), content, { mode: 0o644 });
}

// The vault takes no key that anybody but its own user can read.
function writeModuleKey(file, key) {
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  if (process.getuid?.() === 0) chownSync(file, SERVICE_USER, SERVICE_USER);
}

function folder(root, name) {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  return path;
}

if (runsAsProgram(import.meta.url)) {
  const step = { prepare, provision }[process.argv[2]];
  if (!step) throw new Error('Usage: node deploy/local/containers.mjs prepare|provision');
  await step();
}
