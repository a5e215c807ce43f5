import pg from 'pg';
import { gatewayDatabase } from '../../../apps/gateway/src/persistence/data-source.js';
import { labBiomarkerDatabase } from '../../../apps/lab-biomarker/src/persistence/data-source.js';
import { questionnaireDatabase } from '../../../apps/questionnaire/src/persistence/data-source.js';
import { enrolmentDatabase } from '../../../apps/randomisation/src/enrolment/persistence/data-source.js';
import { vaultDatabase } from '../../../apps/randomisation/src/vault/persistence/data-source.js';
import { safetyDatabase } from '../../../apps/safety/src/persistence/data-source.js';
import { unblindedDatabase } from '../../../apps/safety/src/unblinded/persistence/data-source.js';
import { schedulingDatabase } from '../../../apps/scheduling/src/persistence/data-source.js';
import { databaseRoles, services } from '../../../deploy/local/services.mjs';
import { migrate } from '@trial/persistence';
import { asSuperuser, freshDatabases, startStack } from '../../support/stack.js';

const foundations = [
  gatewayDatabase,
  enrolmentDatabase,
  vaultDatabase,
  schedulingDatabase,
  safetyDatabase,
  unblindedDatabase,
  questionnaireDatabase,
  labBiomarkerDatabase,
];
const homes = services.flatMap(({ database, schemas }) => schemas.map((schema) => ({ database, schema })));
const homeOf = (role: string) => homes.find(({ schema }) => schema === role.replace(/_owner$/, ''));
const roles: readonly string[] = databaseRoles;
const applications = roles.filter((role) => !role.endsWith('_owner'));

/**
 * What one module may do in the schema of another: take the next position, or that of an envelope, be told one word, and
 * be shown one version of a case as the blinded know it.
 */
const ALLOWED = [
  'enrolment may execute vault.allocate(text,text,uuid,text,jsonb,jsonb,uuid,timestamp with time zone)',
  'enrolment may execute vault.allocate_reserved(text,text,uuid,text,jsonb,integer,integer,uuid,timestamp with time zone)',
  'enrolment may execute vault.hold_allocations(text)',
  'unblinded may execute safety.version_of_case(uuid,integer)',
];

/** `permission denied`, for a table, a schema or a database. */
const INSUFFICIENT_PRIVILEGE = '42501';

describe('the tables of a service', () => {
  let prefix: string;
  let drop: () => Promise<void>;
  let connectionOf: (role: string, database: string) => string;

  beforeAll(async () => {
    const { postgres, secrets } = await startStack();
    ({ prefix, drop } = await freshDatabases());
    connectionOf = (role, database) => {
      const url = new URL(postgres);
      Object.assign(url, { username: role, password: secrets.postgres[role] ?? '', pathname: `/${prefix}${database}` });
      return url.href;
    };
    await Promise.all(
      foundations.map((foundation) => {
        const database = homeOf(foundation.schema)?.database ?? '';
        return migrate({
          ...foundation,
          url: connectionOf(foundation.schema, database),
          migrationUrl: connectionOf(`${foundation.schema}_owner`, database),
        });
      }),
    );
  });
  afterAll(() => drop());

  const as = async <T>(role: string, database: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: connectionOf(role, database) });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  /** The SQL state a statement ends with, or `done`. */
  const outcomeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => (error as { code?: string }).code ?? String(error),
    );
  const tablesOf = (database: string, schema: string): Promise<string[]> =>
    asSuperuser(prefix + database, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select relname as name from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'v', 'm', 'p') order by 1`,
        [schema],
      );
      return rows.map(({ name }) => name);
    });

  it('belong to a schema that is tested here', () => {
    expect(foundations.map(({ schema }) => schema).sort()).toEqual(homes.map(({ schema }) => schema).sort());
  });

  it.each(roles)('%s connects to the database of its own service and to no other', async (role) => {
    const reached: string[] = [];
    for (const { database } of services)
      if ((await outcomeOf(as(role, database, () => Promise.resolve()))) === 'done') reached.push(database);
    expect(reached).toEqual([homeOf(role)?.database]);
  });

  it.each(homes)('of $schema are there and its own application reads them', async ({ database, schema }) => {
    const tables = await tablesOf(database, schema);
    expect(tables).toEqual(expect.arrayContaining(['audit_entry', 'inbox_message', 'outbox_message']));
    await as(schema, database, async (client) => {
      for (const table of tables.filter((name) => name !== 'schema_migration'))
        expect([table, await outcomeOf(client.query(`select 1 from ${schema}.${table} limit 1`))]).toEqual([
          table,
          'done',
        ]);
    });
  });

  const neighbours = roles.flatMap((role) =>
    homes
      .filter(({ database, schema }) => database === homeOf(role)?.database && schema !== homeOf(role)?.schema)
      .map(({ database, schema }) => ({ role, database, schema })),
  );

  it.each(neighbours)('of $schema in the same database are closed to $role', async ({ role, database, schema }) => {
    const tables = await tablesOf(database, schema);
    expect(tables.length).toBeGreaterThan(5);
    const statements = tables.flatMap((table) => [
      `select * from ${schema}.${table} limit 1`,
      `select count(*) from ${schema}.${table}`,
      `insert into ${schema}.${table} default values`,
      `delete from ${schema}.${table}`,
      `truncate ${schema}.${table}`,
    ]);
    await as(role, database, async (client) => {
      for (const statement of [...statements, `create table ${schema}.left_behind ()`])
        expect([statement, await outcomeOf(client.query(statement))]).toEqual([statement, INSUFFICIENT_PRIVILEGE]);
    });
  });

  it('grant nothing else to a stranger: no column, no sequence, no function, no membership', async () => {
    const found: string[] = [];
    for (const { database, schema } of homes) found.push(...(await strangersRights(prefix + database, schema)));
    expect(found).toEqual(ALLOWED);
  });

  it('would be reported if somebody granted them', async () => {
    const found = await asSuperuser(`${prefix}randomisation`, async (client) => {
      await client.query('begin');
      await client.query('grant select (sealed_row) on vault.list_position to enrolment');
      await client.query('grant vault to enrolment');
      await client.query('grant usage on all sequences in schema vault to enrolment_owner');
      const rights = await rightsOfStrangers(client, 'vault');
      await client.query('rollback');
      return rights;
    });
    expect(found).toEqual(
      expect.arrayContaining([
        ...ALLOWED.filter((right) => right.includes(' vault.')),
        'enrolment may reach column vault.list_position.sealed_row',
        'enrolment may act as vault',
        'enrolment_owner may use sequence vault.allocation_sequence_seq',
      ]),
    );
  });

  it('cannot be opened by taking on the role of somebody else', async () => {
    for (const role of applications) {
      const { database = '' } = homeOf(role) ?? {};
      await as(role, database, async (client) => {
        for (const other of roles.filter((candidate) => candidate !== role)) {
          const statement = `set role ${other}`;
          expect([role, statement, await outcomeOf(client.query(statement))]).toEqual([
            role,
            statement,
            INSUFFICIENT_PRIVILEGE,
          ]);
        }
      });
    }
  });

  const strangersRights = (database: string, schema: string) =>
    asSuperuser(database, (client) => rightsOfStrangers(client, schema));

  /** Every right that a role of ours which is not at home in `schema` has there, as a sentence. */
  async function rightsOfStrangers(client: pg.Client, schema: string): Promise<readonly string[]> {
    const strangers = roles.filter((role) => homeOf(role)?.schema !== schema);
    const { rows } = await client.query<{ finding: string }>(
      `with stranger as (select unnest($2::text[]) as role),
            space as (select oid from pg_namespace where nspname = $1)
       select format('%s may reach column %s.%s.%s', role, $1, relname, attname) as finding
         from stranger, pg_class join pg_attribute on attrelid = pg_class.oid
        where relnamespace = (select oid from space) and relkind in ('r', 'v', 'm', 'p') and attnum > 0 and not attisdropped
          and has_column_privilege(role, pg_class.oid, attnum, 'select, insert, update, references')
       union all
       select format('%s may use sequence %s.%s', role, $1, relname) from stranger, pg_class
        where relnamespace = (select oid from space) and relkind = 'S' and has_sequence_privilege(role, oid, 'usage, select, update')
       union all
       select format('%s may execute %s', role, pg_proc.oid::regprocedure) from stranger, pg_proc
        where pronamespace = (select oid from space) and prorettype <> 'trigger'::regtype
          and has_schema_privilege(role, $1, 'usage') and has_function_privilege(role, oid, 'execute')
       union all
       select format('%s may create in %s', role, $1) from stranger where has_schema_privilege(role, $1, 'create')
       union all
       select format('%s may act as %s', role, home) from stranger, unnest(array[$1, $1 || '_owner']) as home
        where pg_has_role(role, home, 'member')
       order by 1`,
      [schema, strangers],
    );
    return rows.map(({ finding }) => finding);
  }
});
