import { migrate } from '@trial/persistence';
import type { FoundationOptions } from '@trial/process';
import { asSuperuser, freshDatabases, startStack } from './stack.js';

/** The tables of one service, to be filled as an earlier version of it would have and then brought up to date. */
export interface MigratedTables {
  /** Applies the first so many migrations; all of them if it is not said how many. */
  to(howMany?: number): Promise<void>;
  /** Writes a row as JSON of its columns. */
  add(table: string, row: object): Promise<void>;
  rows<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** An unblinded module has its schema in the database of its service. */
export async function tablesOf(
  options: FoundationOptions,
  databaseOf: string = options.schema,
): Promise<MigratedTables> {
  const { postgres, secrets } = await startStack();
  const { prefix, drop } = await freshDatabases(databaseOf);
  const database = `${prefix}${databaseOf}`;
  const urlOf = (role: string): string =>
    Object.assign(new URL(postgres), { username: role, password: secrets.postgres[role] ?? '', pathname: database })
      .href;
  const rows = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    asSuperuser(database, async (client) => {
      await client.query(`set search_path = ${options.schema}`);
      await client.query(
        `select set_config('app.' || setting, 'test', false) from unnest('{actor,role,zone,cause,reason,trace}'::text[]) setting`,
      );
      await client.query(`select set_config('app.now', '2025-03-03T08:00:00.000Z', false)`);
      return (await client.query(sql, parameters)).rows as Row[];
    });
  return {
    rows,
    drop,
    async to(howMany) {
      await migrate({
        ...options,
        migrations: options.migrations.slice(0, howMany),
        ...{ url: urlOf(options.service), migrationUrl: urlOf(`${options.service}_owner`) },
      });
    },
    async add(table, row) {
      await rows(`insert into ${table} select * from json_populate_record(null::${table}, $1)`, [JSON.stringify(row)]);
    },
  };
}

/** Tables whose owner sees the rows of every trial, which none may after a migration. */
export const tablesOpenToTheirOwner = (tables: MigratedTables, schema: string): Promise<{ relname: string }[]> =>
  tables.rows(`select relname from pg_class where relnamespace = '${schema}'::regnamespace and relrowsecurity
           and not relforcerowsecurity and relname <> 'audit_entry'`);
