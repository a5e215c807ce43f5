import { jetstreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { createDatabases, dropDatabases } from '../../deploy/local/provision-postgres.mjs';
import { startStack as launch } from '../../deploy/local/stack.mjs';
import { slotOfWorker } from '../run/slots.mjs';

export interface Stack {
  readonly postgres: string;
  readonly nats: string;
  readonly redis: string;
  readonly secrets: { readonly nats: Record<string, string>; readonly postgres: Record<string, string> };
  readonly folder: string;
}

let stack: Promise<Stack> | undefined;

/**
 * Postgres, NATS and Redis for tests: a slot of its own, beside whatever a person runs in this checkout, and one for each
 * worker of Jest, because a test empties the broker before it begins.
 */
export const startStack = (): Promise<Stack> =>
  (stack ??= launch({ slot: slotOfWorker(process.env['JEST_WORKER_ID']) }) as Promise<Stack>);

let databases = 0;

/** A private set of databases, dropped by `drop`. */
export async function freshDatabases(only?: string): Promise<{ prefix: string; drop: () => Promise<void> }> {
  const { postgres } = await startStack();
  const prefix = `t${process.pid}_${(databases += 1)}_`;
  await createDatabases(postgres, prefix, only);
  return { prefix, drop: () => dropDatabases(postgres, prefix) };
}

/** A connection to NATS that may do everything. */
export async function natsAsAdmin(): Promise<NatsConnection> {
  const { nats, secrets } = await startStack();
  const { host } = new URL(nats);
  return connect({ servers: host, user: 'admin', pass: secrets.nats['admin'] ?? '', inboxPrefix: '_INBOX.gateway' });
}

/** Empties every stream and forgets every consumer and the stepped time: what one test said no other hears. */
export async function emptyBroker(connection: NatsConnection): Promise<void> {
  const manager = await jetstreamManager(connection);
  for await (const { config } of manager.streams.list()) {
    for await (const consumer of manager.consumers.list(config.name))
      await manager.consumers.delete(config.name, consumer.name);
    await manager.streams.purge(config.name);
  }
}

/** Trial time for every process of this stack. */
export async function setTrialTime(connection: NatsConnection, now: string): Promise<void> {
  const bucket = await new Kvm(connection).open('trial-clock');
  await bucket.put('now', now);
  connection.publish('clock.step');
  await connection.flush();
}

/** The superuser's view of one database, for what a test must see or spoil. */
export async function asSuperuser<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { postgres } = await startStack();
  const url = new URL(postgres);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
