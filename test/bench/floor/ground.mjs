import { jetstreamManager } from '@nats-io/jetstream';
import pg from 'pg';
import { urlOfDatabase } from '../../../deploy/local/provision-postgres.mjs';
import { connectTo } from '../../../deploy/nats/provision.mjs';

const DATABASE = 'bench';

/**
 * What the floors stand on: a database and a stream of their own, on the same servers as the platform.
 * @returns {Promise<string>} the URL of the database
 */
export async function layGround(stack) {
  await withClient(stack.postgres, async (client) => {
    await client.query(`drop database if exists ${DATABASE} with (force)`);
    await client.query(`create database ${DATABASE}`);
  });
  const url = urlOfDatabase(stack.postgres, DATABASE);
  await withClient(url, (client) => client.query(TABLES));
  const nats = await connectTo(stack.nats);
  const manager = await jetstreamManager(nats);
  await manager.streams.delete('bench').catch(() => undefined);
  await manager.streams.add({ name: 'bench', subjects: ['bench.published', 'bench.caused'], storage: 'file' });
  await nats.close();
  return url;
}

/** Runs `work` with one connection of a superuser. */
export async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const TABLES = `
  create table single_row (id uuid primary key, body text not null);
  create table bare_row (id uuid primary key, body jsonb not null);
  create table cause (id uuid primary key);
  create table cause_outbox (
    sequence bigint generated always as identity primary key, event_id uuid not null unique, event text not null);
  create table effect_inbox (event_id uuid primary key);
  create table effect (id uuid primary key);
`;
