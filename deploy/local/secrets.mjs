import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { natsUsers } from '../nats/permissions.mjs';
import { readJson, writeJson } from './json-file.mjs';
import { databaseRoles } from './services.mjs';

/**
 * The generated secrets of one stack, kept in `secrets.json` (mode 600): what is missing is added, what exists never
 * changes, so that a new NATS user or schema joins a stack that already holds data.
 *
 * - `postgresAdmin`, `redis`: passwords; `postgres`, `nats`: a password per role and per user
 * - `vaultKey`: 32 bytes in base64, encrypts what only the unblinded may read; also alone in `vaultKeyFile(folder)`
 * - `unblindedKey`: the same for the unblinded module of safety, in `unblindedKeyFile(folder)`
 * - `linkKey`: 32 bytes in base64, key of the hash that recognises a person entered twice
 * - `webhookKey`: 32 bytes in base64, from which the secrets that sign webhooks are made
 * - `signingKey`: private JWK (ES256) of the local identity provider; tokens outlive its restart
 */
export function ensureSecrets(folder) {
  const file = join(folder, 'secrets.json');
  const known = readJson(file, {});
  const secrets = {
    postgresAdmin: known.postgresAdmin ?? password(),
    postgres: perName(databaseRoles, known.postgres),
    nats: perName(natsUsers(), known.nats),
    redis: known.redis ?? password(),
    vaultKey: known.vaultKey ?? key(),
    unblindedKey: known.unblindedKey ?? key(),
    linkKey: known.linkKey ?? key(),
    webhookKey: known.webhookKey ?? key(),
    signingKey: known.signingKey ?? signingKey(),
  };
  if (JSON.stringify(secrets) !== JSON.stringify(known)) writeJson(file, secrets, 0o600);
  writeKey(vaultKeyFile(folder), secrets.vaultKey);
  writeKey(unblindedKeyFile(folder), secrets.unblindedKey);
  return secrets;
}

/** Where a service finds the key of the vault: a file that only the user who wrote it can read. */
export const vaultKeyFile = (folder) => join(folder, 'vault.key');
export const unblindedKeyFile = (folder) => join(folder, 'unblinded.key');

// Replaced as a whole, like everything here: a service that starts meanwhile reads one key or the other.
function writeKey(file, key) {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, `${key}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function perName(names, known = {}) {
  return { ...known, ...Object.fromEntries(names.map((name) => [name, known[name] ?? password()])) };
}

// Letters and digits only: it goes into URLs and configuration files without escaping.
function password() {
  return randomBytes(24).toString('hex');
}

function key() {
  return randomBytes(32).toString('base64');
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'ES256', use: 'sig' };
}
