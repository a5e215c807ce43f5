import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { Redis } from 'ioredis';
import pg from 'pg';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { connectTo } from '../nats/provision.mjs';
import { slotFolder } from './checkout.mjs';
import { environmentOf, natsUrlOf } from './environments.mjs';
import { createDatabases, dropDatabases, urlOfDatabase } from './provision-postgres.mjs';
import { databaseRoles, listeners, services } from './services.mjs';
import { askOverTcp } from './tcp-dialogue.mjs';
import { resetStack, stackStatus, startStack, stopStack } from './stack.mjs';

// Databases are made and synchronised to disk, on a machine that may be busy.
jest.setTimeout(120_000);

const silent = () => undefined;
const slot = `spec-${process.pid}`;
const guest = `${slot}-guest`;
const ports = Object.fromEntries(listeners.map((name, index) => [name, 21_000 + index]));

describe('the local stack', () => {
  let stack;
  beforeAll(async () => {
    // Two at once: the second finds what the first is starting.
    const both = await Promise.all([startStack({ slot, log: silent }), startStack({ slot, log: silent })]);
    expect(both[1]).toEqual({ ...both[0], wasUp: true });
    stack = both[1];
  });
  afterAll(async () => {
    for (const name of [guest, slot]) {
      await resetStack({ slot: name });
      rmSync(slotFolder(name), { recursive: true });
    }
  });

  const asRole = async (url, work) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const urlsOf = (service) => environmentOf(service, stack, { ports });

  it('is found running by another process, which changes nothing', () => {
    const before = stackStatus({ slot });
    const program = fileURLToPath(new URL('stack.mjs', import.meta.url));
    const { status, stdout } = spawnSync(process.execPath, [program, 'up', `--slot=${slot}`], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toBe(before.map(({ name, where }) => `${name.padEnd(14)}${where}\n`).join(''));
    expect(stackStatus({ slot })).toEqual(before);
  });

  it('lets an owner create and an application only use what it was granted', async () => {
    const { SAFETY_MIGRATION_DATABASE_URL, SAFETY_DATABASE_URL } = urlsOf('safety');
    await asRole(SAFETY_MIGRATION_DATABASE_URL, (owner) =>
      owner.query(
        'create table probe (id int); create function answer() returns int language sql return 42; insert into probe values (1)',
      ),
    );
    await asRole(SAFETY_DATABASE_URL, async (application) => {
      await expect(application.query('create table own (id int)')).rejects.toMatchObject({ code: '42501' });
      await expect(application.query('select * from probe')).rejects.toMatchObject({ code: '42501' });
      await expect(application.query('select answer()')).rejects.toMatchObject({ code: '42501' });
      await expect(application.query('create table public.own (id int)')).rejects.toMatchObject({ code: '42501' });
      await expect(application.query('create temporary table own (id int)')).rejects.toMatchObject({ code: '42501' });
    });
    await asRole(SAFETY_MIGRATION_DATABASE_URL, (owner) => owner.query('grant select on probe to safety'));
    const { rows } = await asRole(SAFETY_DATABASE_URL, (application) => application.query('select id from probe'));
    expect(rows).toEqual([{ id: 1 }]);
  });

  it('keeps the unblinded schema from the blinded role of the same database, owner included', async () => {
    const { UNBLINDED_MIGRATION_DATABASE_URL, SAFETY_DATABASE_URL, SAFETY_MIGRATION_DATABASE_URL } = urlsOf('safety');
    await asRole(UNBLINDED_MIGRATION_DATABASE_URL, (owner) => owner.query('create table sealed (id int)'));
    for (const url of [SAFETY_DATABASE_URL, SAFETY_MIGRATION_DATABASE_URL]) {
      const reading = asRole(url, (role) => role.query('select * from unblinded.sealed'));
      await expect(reading).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('lets a role into its own database only', async () => {
    const foreign = urlOfDatabase(urlsOf('scheduling').SCHEDULING_DATABASE_URL, 'safety');
    await expect(asRole(foreign, () => undefined)).rejects.toThrow('permission denied for database "safety"');
  });

  it('makes and drops a private set of databases', async () => {
    await createDatabases(stack.postgres, 't1_');
    const url = environmentOf('scheduling', stack, { ports, databasePrefix: 't1_' }).SCHEDULING_DATABASE_URL;
    const { rows } = await asRole(url, (role) =>
      role.query('select current_database() as database, current_schema() as schema'),
    );
    expect(rows).toEqual([{ database: 't1_scheduling', schema: 'scheduling' }]);
    await dropDatabases(stack.postgres, 't1_');
    await expect(asRole(url, () => undefined)).rejects.toMatchObject({ code: '3D000' });
    await expect(dropDatabases(stack.postgres, '')).rejects.toThrow('needs a prefix');
  });

  it('has every stream on disk with a duplicate window of ten minutes, the clock bucket and the file buckets', async () => {
    const connection = await connectTo(stack.nats);
    const streams = await (await jetstreamManager(connection)).streams.list().next();
    const settings = Object.fromEntries(
      streams.map(({ config }) => [config.name, [config.storage, config.duplicate_window / 60e9]]),
    );
    expect(settings).toMatchObject({
      safety: ['file', 10],
      'restricted-vault': ['file', 10],
      'KV_trial-clock': ['file', 2],
    });
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(['OBJ_files-blinded', 'OBJ_files-unblinded']));
    const clock = await new Kvm(connection).open('trial-clock');
    await clock.put('now', '2026-01-01T00:00:00Z');
    expect((await clock.get('now')).string()).toBe('2026-01-01T00:00:00Z');
    await connection.close();
  });

  it('lets a service publish its own events, and the server refuses those of another', async () => {
    const connection = await connectTo(natsUrlOf('safety', stack), { inboxPrefix: '_INBOX.safety' });
    const ack = await jetstream(connection).publish('safety.probe.v1', '{}', { msgID: 'once' });
    expect([ack.stream, ack.duplicate]).toEqual(['safety', false]);
    expect((await jetstream(connection).publish('safety.probe.v1', '{}', { msgID: 'once' })).duplicate).toBe(true);
    await expect(jetstream(connection).publish('restricted.vault.probe.v1', '{}', { timeout: 500 })).rejects.toThrow();
    await expect(
      jetstreamManager(connection).then((manager) => manager.streams.info('restricted-vault')),
    ).rejects.toThrow();
    await connection.close();
  });

  it('lets nobody into NATS or Redis without a password', async () => {
    await expect(connectTo(`nats://${new URL(stack.nats).host}`)).rejects.toThrow('Authorization Violation');
    expect(await askOverTcp(Number(new URL(stack.redis).port), 'GET key\r\n', '\r\n')).toMatch(/^-NOAUTH/);
  });

  it('runs Redis with an append-only file and without eviction', async () => {
    const redis = new Redis(stack.redis);
    expect(await redis.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
    expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    redis.disconnect();
  });

  it('keeps data over a stop and a start, on the same ports', async () => {
    const before = stackStatus({ slot }).map(({ where }) => where.split(',')[0]);
    await stopStack({ slot });
    expect(stackStatus({ slot }).map(({ where }) => where)).toEqual(['down', 'down', 'down']);
    const again = await startStack({ slot });
    expect(again).toEqual({ ...stack, wasUp: false });
    expect(stackStatus({ slot }).map(({ where }) => where.split(',')[0])).toEqual(before);
    const { rows } = await asRole(urlsOf('safety').SAFETY_DATABASE_URL, (application) =>
      application.query('select id from probe'),
    );
    expect(rows).toEqual([{ id: 1 }]);
  });

  it('uses the servers that the environment names, also with an administrator who is no superuser', async () => {
    await asRole(stack.postgres, async (superuser) => {
      // As on a server that has never seen us.
      for (const { database } of services) await superuser.query(`drop database ${database} with (force)`);
      for (const role of databaseRoles) await superuser.query(`drop role ${role}`);
      await superuser.query("create role boss login createdb createrole password 'word'");
    });
    const url = new URL(stack.postgres);
    Object.assign(url, { username: 'boss', password: 'word' });
    const given = { DATABASE_URL: url.href, NATS_URL: stack.nats, REDIS_URL: stack.redis };
    const program = fileURLToPath(new URL('stack.mjs', import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'up', `--slot=${guest}`], {
      encoding: 'utf8',
      env: { ...process.env, ...given },
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      'postgres      given by DATABASE_URL\nnats-server   given by NATS_URL\nredis-server  given by REDIS_URL\n',
    );
    const { rows } = await asRole(stack.postgres, (superuser) =>
      superuser.query('select datname from pg_database where datdba = $1::regrole order by datname', ['boss']),
    );
    expect(rows.map(({ datname }) => datname)).toEqual(services.map(({ database }) => database).sort());
  });
});
