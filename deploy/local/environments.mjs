import { join } from 'node:path';
import { checkout } from './checkout.mjs';
import { urlOfDatabase } from './provision-postgres.mjs';
import { unblindedKeyFile, vaultKeyFile } from './secrets.mjs';
import { serviceNamed } from './services.mjs';

/** The audience every access token is issued for. */
const AUDIENCE = 'trial-platform';

/** What the operator says of the mail server that reminders leave through. */
const MAIL = ['SMTP_URL', 'NOTICE_SENDER', 'NOTICE_LINK'];

/** The account that may hand out access before anybody has any; see `deploy/identity/accounts.json`. */
const FIRST_ADMINISTRATOR = 'administrator';

/**
 * The environment of one service process: its own port, database roles, NATS user and keys, and nothing of another
 * service or of an administrator.
 *
 * @param {string} serviceName
 * @param {{ postgres: string, nats: string, redis: string, secrets: object, folder: string }} stack as `startStack`
 *   returns it; `folder` is where the service finds the file with the key of its unblinded module
 * @param {object} options
 * @param {Record<string, number>} options.ports by listener (`services.mjs`); `identity` for the issuer
 * @param {string} [options.databasePrefix]
 * @param {number} [options.instance] replica number from 1; the name of the slot survives a restart
 * @param {number} [options.port] of this replica, when it is not the first
 * @param {Record<string, string>} [options.extra] added last
 * @returns {Record<string, string>}
 */
export function environmentOf(serviceName, stack, { ports, databasePrefix = '', instance = 1, port, extra = {} }) {
  const service = serviceNamed(serviceName);
  return {
    SERVICE_HOST: '127.0.0.1',
    SERVICE_PORT: String(port ?? ports[service.name]),
    INSTANCE: `${service.name}-${instance}`,
    NATS_URL: natsUrlOf(service.name, stack),
    REDIS_URL: stack.redis,
    REDIS_PREFIX: `${databasePrefix}${service.name}`,
    ...databaseUrls(service, stack, databasePrefix),
    ...moduleUrls(service, stack),
    ...(service.name === 'randomisation' ? keysOf(stack) : {}),
    ...(service.name === 'safety' ? { UNBLINDED_KEY_FILE: unblindedKeyFile(stack.folder) } : {}),
    ...(service.name === 'scheduling' ? messagesOf(stack) : {}),
    ...(service.name === 'gateway' ? doorOf(ports) : {}),
    TRIALS_FOLDER: join(checkout, 'deploy', 'trials'),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    ...extra,
  };
}

/** The NATS URL of one user of `deploy/nats/permissions.json`. */
export function natsUrlOf(user, { nats, secrets }) {
  return withCredentials(nats, user, secrets.nats[user]);
}

/** Where the identity provider and the gateway are reached. */
export const issuerOf = (ports) => `http://127.0.0.1:${ports.identity}`;
export const gatewayOf = (ports) => `http://127.0.0.1:${ports.gateway}`;

function databaseUrls({ database, schemas }, { postgres, secrets }, databasePrefix) {
  const base = urlOfDatabase(postgres, databasePrefix + database);
  const urlAs = (role) => withCredentials(base, role, secrets.postgres[role]);
  return Object.fromEntries(
    schemas.flatMap((schema) => [
      [`${schema.toUpperCase()}_DATABASE_URL`, urlAs(schema)],
      [`${schema.toUpperCase()}_MIGRATION_DATABASE_URL`, urlAs(`${schema}_owner`)],
    ]),
  );
}

function moduleUrls({ unblindedModule }, stack) {
  if (unblindedModule === undefined) return {};
  return { [`${unblindedModule.toUpperCase()}_NATS_URL`]: natsUrlOf(unblindedModule, stack) };
}

function keysOf({ folder, secrets }) {
  return { VAULT_KEY_FILE: vaultKeyFile(folder), VAULT_ENVIRONMENT: 'test', LINK_KEY: secrets.linkKey };
}

/** Webhooks are signed from the start; a mail server is the operator's, and without one messages are held. */
function messagesOf({ secrets }) {
  const mail = MAIL.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return { WEBHOOK_KEY: secrets.webhookKey, ...Object.fromEntries(mail) };
}

function doorOf(ports) {
  return { OIDC_ISSUER: issuerOf(ports), OIDC_AUDIENCE: AUDIENCE, PUBLIC_URL: gatewayOf(ports), FIRST_ADMINISTRATOR };
}

function withCredentials(address, user, password) {
  const url = new URL(address);
  url.username = user;
  url.password = password;
  return url.href;
}
