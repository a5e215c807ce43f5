import { databaseUrls, processEnvironment, readEnvironment, refuseRehearsalInProduction } from './environment.js';

const enough = {
  SERVICE_PORT: '3001',
  INSTANCE: 'safety-1',
  NATS_URL: 'nats://safety:word@127.0.0.1:4222',
  REDIS_URL: 'redis://127.0.0.1:6379',
  TRIALS_FOLDER: 'deploy/trials',
};

describe('the environment of a process', () => {
  it('is read with its defaults', () => {
    expect(readEnvironment(processEnvironment, { ...enough, UNRELATED: 'x' })).toEqual({
      ...enough,
      NODE_ENV: 'development',
      SERVICE_PORT: 3001,
      SERVICE_HOST: '127.0.0.1',
      REDIS_PREFIX: 'trial',
      LOG_LEVEL: 'info',
      TRIAL_CLOCK: 'running',
      REHEARSAL_SEED: '',
      ACK_WAIT_MS: 30_000,
      RETRY_BACKOFF_MS: [250, 1_000, 5_000, 15_000, 60_000, 300_000],
      SEAL_EVERY_MS: 5_000,
    });
  });

  it.each(Object.keys(enough))('is not usable without %s, and says so', (name) => {
    expect(() => readEnvironment(processEnvironment, { ...enough, [name]: undefined })).toThrow(
      new RegExp(`^the environment is not usable: ${name}: `),
    );
  });

  it.each([
    ['SERVICE_PORT', '0'],
    ['SERVICE_PORT', '65536'],
    ['SERVICE_PORT', 'http'],
    ['NATS_URL', 'somewhere'],
    ['TRIAL_CLOCK', 'fast'],
    ['LOG_LEVEL', 'loud'],
    ['ACK_WAIT_MS', '1'],
    ['RETRY_BACKOFF_MS', ''],
    ['RETRY_BACKOFF_MS', '100,soon'],
    ['RETRY_BACKOFF_MS', '100,-1'],
  ])('is not usable with %s=%s', (name, value) => {
    expect(() => readEnvironment(processEnvironment, { ...enough, [name]: value })).toThrow(
      new RegExp(`not usable: ${name}`),
    );
  });

  it('is told everything that is wrong at once', () => {
    expect(() => readEnvironment(processEnvironment, { ...enough, INSTANCE: '', NATS_URL: '' })).toThrow(
      /INSTANCE: .*; NATS_URL: /,
    );
  });
});

describe('where people are treated', () => {
  const read = (more: Record<string, string>) => readEnvironment(processEnvironment, { ...enough, ...more });
  const rehearsals: [string, Record<string, string>][] = [
    ['TRIAL_CLOCK=virtual', { TRIAL_CLOCK: 'virtual' }],
    ['REHEARSAL_SEED', { REHEARSAL_SEED: 'seed' }],
  ];

  it.each(rehearsals)('%s is refused', (name, more) => {
    expect(() => refuseRehearsalInProduction(read({ ...more, NODE_ENV: 'production' }))).toThrow(
      `${name} is refused when NODE_ENV=production`,
    );
  });

  it.each(rehearsals)('%s is for everywhere else', (_, more) => {
    expect(() => refuseRehearsalInProduction(read(more))).not.toThrow();
  });

  it('a running clock is what is wanted', () => {
    expect(() => refuseRehearsalInProduction(read({ NODE_ENV: 'production' }))).not.toThrow();
  });
});

describe('the connections of a schema', () => {
  const variables = {
    SAFETY_DATABASE_URL: 'postgres://safety@127.0.0.1/trial',
    SAFETY_MIGRATION_DATABASE_URL: 'postgres://owner@127.0.0.1/trial',
  };

  it('are two: of the application and of the owner', () => {
    expect(databaseUrls('safety', variables)).toEqual({
      url: 'postgres://safety@127.0.0.1/trial',
      migrationUrl: 'postgres://owner@127.0.0.1/trial',
    });
  });

  it('are missed by name', () => {
    expect(() => databaseUrls('vault', variables)).toThrow(/VAULT_DATABASE_URL.*VAULT_MIGRATION_DATABASE_URL/);
  });
});
