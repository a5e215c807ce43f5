import pg from 'pg';
import { services } from './services.mjs';

const { escapeIdentifier: name, escapeLiteral: text } = pg;

/**
 * Creates or updates every login role, database and schema of `services.mjs`. Safe to repeat; nothing is deleted.
 *
 * Per schema `S`: `S_owner` owns it and runs the migrations; `S` is the application, which may connect to its own
 * database and use its own schema, and gets every further right from a migration. PUBLIC gets nothing.
 *
 * @param {string} adminUrl a role that may create roles and databases
 * @param {Record<string, string>} passwords one per role
 * @param {{ databasePrefix?: string }} [options] `t1_` makes a private set of databases; roles belong to the server
 */
export async function provisionPostgres(adminUrl, passwords, { databasePrefix = '' } = {}) {
  await withClient(adminUrl, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', ['trial-platform provisioning']);
    await createRoles(client, passwords);
    await createMissingDatabases(adminUrl, client, databasePrefix, services);
    await Promise.all(services.map((service) => provisionDatabase(adminUrl, service, databasePrefix)));
  });
}

/**
 * A private set of databases for roles that exist already: what a test calls.
 *
 * @param {string} adminUrl
 * @param {string} databasePrefix
 * @param {string} [only] the one that is needed; all of them unless said
 * @returns {Promise<void>}
 */
export async function createDatabases(adminUrl, databasePrefix, only) {
  const wanted = services.filter(({ database }) => only === undefined || database === only);
  await withClient(adminUrl, (client) => createMissingDatabases(adminUrl, client, databasePrefix, wanted));
  await Promise.all(wanted.map((service) => provisionDatabase(adminUrl, service, databasePrefix)));
}

/**
 * Deletes the databases of one prefix, open connections included. An empty prefix is refused: those are not a test's.
 * All at once, because each waits for a checkpoint and they can share one (0.2 s instead of 6).
 */
export async function dropDatabases(adminUrl, databasePrefix) {
  if (databasePrefix === '') throw new Error('dropDatabases needs a prefix');
  await Promise.all(
    services.map(({ database }) => {
      const drop = `drop database if exists ${name(databasePrefix + database)} with (force)`;
      return withClient(adminUrl, (client) => client.query(drop));
    }),
  );
}

/** The same server and options as `adminUrl`, another database. */
export function urlOfDatabase(adminUrl, database) {
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

async function createRoles(client, passwords) {
  const { rows } = await client.query('select rolname from pg_roles');
  const present = new Set(rows.map(({ rolname }) => rolname));
  const statements = services.flatMap(({ schemas }) =>
    schemas.flatMap((schema) =>
      [`${schema}_owner`, schema].flatMap((role) => [
        `${present.has(role) ? 'alter' : 'create'} role ${name(role)} login nocreatedb nocreaterole noinherit` +
          ` password ${text(passwords[role])}`,
        `alter role ${name(role)} set search_path = ${name(schema)}`,
      ]),
    ),
  );
  await client.query(statements.join(';'));
  await becomeMemberOfOwners(client);
}

// A superuser may act for any role. An administrator who is none must be a member to give a schema to its owner.
async function becomeMemberOfOwners(client) {
  const { rows } = await client.query('select rolsuper from pg_roles where rolname = current_user');
  if (rows[0]?.rolsuper === true) return;
  const owners = services.flatMap(({ schemas }) => schemas.map((schema) => name(`${schema}_owner`)));
  await client.query(`grant ${owners.join(', ')} to current_user with inherit true, set true`);
}

async function createMissingDatabases(adminUrl, client, databasePrefix, wanted) {
  const { rows } = await client.query('select datname from pg_database');
  const present = new Set(rows.map(({ datname }) => datname));
  const missing = wanted.map(({ database }) => databasePrefix + database).filter((full) => !present.has(full));
  const create = (full) => `create database ${name(full)} strategy wal_log`;
  await Promise.all(missing.map((full) => withClient(adminUrl, (creator) => creator.query(create(full)))));
}

async function provisionDatabase(adminUrl, { database, schemas }, databasePrefix) {
  const full = databasePrefix + database;
  const statements = [
    `revoke all on database ${name(full)} from public`,
    'revoke all on schema public from public',
    ...schemas.flatMap((schema) => {
      const [owner, application] = [name(`${schema}_owner`), name(schema)];
      return [
        `grant connect on database ${name(full)} to ${owner}, ${application}`,
        `create schema if not exists ${name(schema)} authorization ${owner}`,
        `grant usage on schema ${name(schema)} to ${application}`,
        `alter default privileges for role ${owner} revoke execute on functions from public`,
      ];
    }),
  ];
  await withClient(urlOfDatabase(adminUrl, full), (client) => client.query(statements.join(';')));
}

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  await client.connect().catch((error) => {
    throw new Error(`Postgres at ${new URL(connectionString).host} cannot be provisioned: ${error.message}`, {
      cause: error,
    });
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
