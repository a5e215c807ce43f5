import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import { PreparingClient } from './preparing-client.js';

export interface Database {
  /** The schema, which is also the application role and the name of the service or module. */
  readonly schema: string;
  /** The application role's connection: it owns nothing. */
  readonly url: string;
  /** The owner's connection, used for migrations at start and closed again. */
  readonly migrationUrl: string;
  readonly tables: readonly EntitySchema[];
  readonly migrations: readonly (new () => MigrationInterface)[];
}

/** Brings the schema up to date as its owner, then opens it as the application. */
export async function openDatabase(database: Database): Promise<DataSource> {
  await migrate(database);
  return connectTo(database);
}

/** Opens a schema that is there already, as the application: for tools that only look. */
export const connectTo = (database: Pick<Database, 'schema' | 'url' | 'tables'>): Promise<DataSource> =>
  new DataSource({ ...connection(database, database.url), entities: [...database.tables] }).initialize();

/** Runs what is missing; replicas that start together queue behind one lock. */
export async function migrate(database: Database): Promise<void> {
  const owner = await new DataSource({
    ...connection(database, database.migrationUrl),
    entities: [...database.tables],
    migrations: [...database.migrations],
    migrationsTableName: 'schema_migration',
  }).initialize();
  const runner = owner.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock(hashtextextended($1, 0))', [`${database.schema} migrations`]);
    await owner.runMigrations({ transaction: 'all' });
  } finally {
    await runner.query('select pg_advisory_unlock_all()');
    await runner.release();
    await owner.destroy();
  }
}

const connection = ({ schema }: Pick<Database, 'schema'>, url: string) => ({
  type: 'postgres' as const,
  url,
  schema,
  applicationName: schema,
  // Queued statements share a round trip where a use case awaits several at once.
  extra: { max: 16, pipeline: true, Client: PreparingClient, options: `-c search_path=${schema} -c timezone=UTC` },
});

/** Answers to commands, kept so that a repeat gets the first answer. `answer` is text: jsonb would reorder its bytes. */
export const commandReceipts = (role: string): string[] => [
  `create table command_receipt (
     scope text not null,
     key text not null,
     fingerprint text not null,
     answer text not null,
     at timestamptz(3) not null,
     constraint command_receipt_pkey primary key (scope, key)
   )`,
  `grant select, insert on command_receipt to ${role}`,
];
