import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { postgresHome } from '../../deploy/local/postgres-places.mjs';
import { urlOfDatabase } from '../../deploy/local/provision-postgres.mjs';

export type Row = Record<string, unknown>;

/** A table, a stream or a log, row by row in the order in which it is stored. */
export interface Table {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** A file as it lies on disk; segments of one thing are one file. */
export interface DumpedFile {
  readonly name: string;
  bytes(): Buffer;
}

/** Everything that whoever steals the machines has, but for the key. */
export interface Dump {
  readonly tables: readonly Table[];
  readonly files: readonly DumpedFile[];
}

interface Servers {
  readonly postgres: string;
  readonly folder: string;
}

/** Every row of every table of every database, with where it lies and the transactions it is of; kept as text too. */
export async function tablesOf({ postgres }: Servers, copies: string): Promise<Table[]> {
  const found: Table[] = [];
  for (const { name: database } of await asked<{ name: string }>(postgres, DATABASES)) {
    const url = urlOfDatabase(postgres, database);
    for (const { name } of await asked<{ name: string }>(url, TABLES)) {
      const rows = await asked<{ row: Row }>(
        url,
        `select to_jsonb(stored) || jsonb_build_object('ctid', ctid, 'xmin', xmin, 'xmax', xmax) as row from ${name} stored`,
      );
      found.push({ name: `${database}.${name}`, rows: rows.map(({ row }) => row) });
      writeFileSync(join(copies, `${database}.${name}.txt`), rows.map(({ row }) => JSON.stringify(row)).join('\n'));
    }
    await asked(url, 'checkpoint');
  }
  return found;
}

const DATABASES = `select datname as name from pg_database where not datistemplate order by 1`;
const TABLES = `
  select format('%I.%I', nspname, relname) as name from pg_class join pg_namespace space on space.oid = relnamespace
   where relkind in ('r', 'p', 'm') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`;

async function asked<Answer>(connectionString: string, sql: string): Promise<Answer[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Answer[];
  } finally {
    await client.end();
  }
}

/** Every message of every stream, with what the server keeps beside it. */
export async function streamsOf(nats: NatsConnection): Promise<Table[]> {
  const manager = await jetstreamManager(nats);
  const found: Table[] = [];
  for await (const { config, state } of manager.streams.list()) {
    const rows: Row[] = [];
    if (state.messages > 0) {
      const consumer = await jetstream(nats).consumers.get(config.name, {});
      const messages = await consumer.fetch({ max_messages: state.messages, expires: 30_000 });
      for await (const message of messages) {
        const { seq, subject, data, headers, info } = message;
        rows.push({
          sequence: seq,
          subject,
          size: data.length,
          storedNanoseconds: info.timestampNanos,
          headers: headers ? [...headers].map(([key, values]) => `${key}: ${values.join()}`).join('\n') : '',
          data: Buffer.from(data).toString('utf8'),
        });
      }
    }
    found.push({ name: `stream.${config.name}`, rows });
  }
  return found;
}

/** Lines of the logs that are JSON. */
export function logsOf({ folder }: Servers): Table[] {
  const logs = join(folder, 'logs');
  return readdirSync(logs).map((file) => ({
    name: `log.${file}`,
    rows: readFileSync(join(logs, file), 'utf8')
      .split('\n')
      .flatMap((line): Row[] => (line.startsWith('{') ? [{ line, size: line.length }] : [])),
  }));
}

/** A folder for the copies of tables, which are a part of the dump. */
export const copiesFolder = (): string => mkdtempSync(join(tmpdir(), 'copies-'));

/** The files of servers that have been stopped, and the copies of their tables. */
export function filesOf({ folder }: Servers, copies: string): DumpedFile[] {
  const places: [kind: string, path: string][] = [
    ['postgres', join(postgresHome(folder), 'data')],
    ['nats', join(folder, 'nats')],
    ['redis', join(folder, 'redis')],
    ['logs', join(folder, 'logs')],
    ['copies', copies],
  ];
  const parts = new Map<string, string[]>();
  for (const [kind, root] of places) {
    for (const path of walk(root)) {
      const name = `${kind}/${relative(root, path)}`;
      // Postgres cuts its log into segments and large tables into parts.
      const whole = name.startsWith('postgres/pg_wal/') ? 'postgres/pg_wal' : name.replace(/\.\d+$/, '');
      parts.set(whole, [...(parts.get(whole) ?? []), path]);
    }
  }
  return [...parts].map(([name, paths]) => ({
    name,
    bytes: () => Buffer.concat(paths.sort().map((path) => readFileSync(path))),
  }));
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((entry) => {
    const path = join(folder, entry);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}
