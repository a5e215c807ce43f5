import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentOf } from './environments.mjs';
import { ensureSecrets, unblindedKeyFile, vaultKeyFile } from './secrets.mjs';
import { listeners, services } from './services.mjs';

describe('the environment of a service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'environments-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const secrets = ensureSecrets(folder);
  const stack = {
    postgres: 'postgres://postgres:admin-password@127.0.0.1:20001/postgres?sslmode=disable',
    nats: 'nats://admin:admin-password@127.0.0.1:20002',
    redis: 'redis://:word@127.0.0.1:20003',
    secrets,
    folder,
  };
  const ports = Object.fromEntries(listeners.map((name, index) => [name, 21_000 + index]));
  const textOf = (name) => JSON.stringify(environmentOf(name, stack, { ports }));

  it('names the roles of every schema of the service, on the database of the given prefix', () => {
    const { SAFETY_DATABASE_URL, UNBLINDED_MIGRATION_DATABASE_URL } = environmentOf('safety', stack, {
      ports,
      databasePrefix: 't1_',
    });
    expect(SAFETY_DATABASE_URL).toBe(
      `postgres://safety:${secrets.postgres.safety}@127.0.0.1:20001/t1_safety?sslmode=disable`,
    );
    expect(UNBLINDED_MIGRATION_DATABASE_URL).toBe(
      `postgres://unblinded_owner:${secrets.postgres.unblinded_owner}@127.0.0.1:20001/t1_safety?sslmode=disable`,
    );
  });

  it('writes a schema with an underscore in capitals and the service name with its dash', () => {
    const environment = environmentOf('lab-biomarker', stack, { ports, instance: 2, port: 22_222 });
    expect(environment.LAB_BIOMARKER_DATABASE_URL).toContain('/lab_biomarker?');
    expect(environment.NATS_URL).toBe(`nats://lab-biomarker:${secrets.nats['lab-biomarker']}@127.0.0.1:20002`);
    expect([environment.INSTANCE, environment.SERVICE_PORT]).toEqual(['lab-biomarker-2', '22222']);
  });

  it.each(services.map(({ name }) => name))(
    'gives %s no password of another service, of an administrator or of the identity provider',
    (name) => {
      const { schemas, unblindedModule } = services.find((service) => service.name === name);
      const own = new Set([...schemas.flatMap((schema) => [schema, `${schema}_owner`])]);
      const ownUsers = new Set([name, unblindedModule]);
      const foreign = [
        'admin-password',
        secrets.signingKey.d,
        ...Object.entries(secrets.postgres).flatMap(([role, password]) => (own.has(role) ? [] : [password])),
        ...Object.entries(secrets.nats).flatMap(([user, password]) => (ownUsers.has(user) ? [] : [password])),
      ];
      expect(foreign.filter((secret) => textOf(name).includes(secret))).toEqual([]);
    },
  );

  it('gives scheduling alone the key of webhooks, and the mail server the operator names', () => {
    const holders = (key) => services.map(({ name }) => name).filter((name) => textOf(name).includes(key));
    expect(holders(secrets.webhookKey)).toEqual(['scheduling']);
    expect(environmentOf('scheduling', stack, { ports })).not.toHaveProperty('SMTP_URL');
    process.env.SMTP_URL = 'smtps://mail.example';
    try {
      expect(holders('smtps://mail.example')).toEqual(['scheduling']);
    } finally {
      delete process.env.SMTP_URL;
    }
  });

  it('gives the link key to randomisation alone, and each unblinded module where its key is', () => {
    const holders = (key) => services.map(({ name }) => name).filter((name) => textOf(name).includes(key));
    expect(holders(secrets.linkKey)).toEqual(['randomisation']);
    expect(holders(secrets.vaultKey)).toEqual([]);
    expect(holders(vaultKeyFile(folder))).toEqual(['randomisation']);
    expect(holders(secrets.unblindedKey)).toEqual([]);
    expect(holders(unblindedKeyFile(folder))).toEqual(['safety']);
  });

  it('adds what the caller wants last', () => {
    expect(environmentOf('safety', stack, { ports, extra: { LOG_LEVEL: 'debug' } }).LOG_LEVEL).toBe('debug');
  });
});

describe('secrets', () => {
  it('stay as they are when read again, and are closed to other users', () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    const first = ensureSecrets(folder);
    expect(ensureSecrets(folder)).toEqual(first);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(Buffer.from(first.vaultKey, 'base64')).toHaveLength(32);
    expect(statSync(vaultKeyFile(folder)).mode & 0o777).toBe(0o600);
    expect(readFileSync(vaultKeyFile(folder), 'utf8').trim()).toBe(first.vaultKey);
    expect(readFileSync(unblindedKeyFile(folder), 'utf8').trim()).toBe(first.unblindedKey);
    expect(first.unblindedKey).not.toBe(first.vaultKey);
    rmSync(folder, { recursive: true });
  });
});
