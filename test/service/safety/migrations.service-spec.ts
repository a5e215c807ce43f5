import { randomUUID } from 'node:crypto';
import { safetyDatabase } from '../../../apps/safety/src/persistence/data-source.js';
import { criteriaFor } from '../../../apps/safety/src/domain/ctcae/criteria.js';
import { gradeLabResult } from '../../../apps/safety/src/domain/ctcae/grade-lab-result.js';
import { migrate } from '@trial/persistence';
import { asSuperuser, freshDatabases, startStack } from '../../support/stack.js';

/** Migrations of the version before gradings were kept of every result. */
const BEFORE_GRADINGS = 5;

describe('the tables of safety', () => {
  let database: string;
  let drop: () => Promise<void>;
  let migrateTo: (howMany: number) => Promise<void>;

  beforeAll(async () => {
    const { postgres, secrets } = await startStack();
    const fresh = await freshDatabases();
    drop = fresh.drop;
    database = `${fresh.prefix}safety`;
    const urlOf = (role: string) =>
      Object.assign(new URL(postgres), { username: role, password: secrets.postgres[role] ?? '', pathname: database })
        .href;
    migrateTo = (howMany) =>
      migrate({
        ...safetyDatabase,
        migrations: safetyDatabase.migrations.slice(0, howMany),
        ...{ url: urlOf('safety'), migrationUrl: urlOf('safety_owner') },
      });
  }, 60_000);
  afterAll(() => drop());

  const inSafety = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    asSuperuser(database, async (client) => {
      await client.query('set search_path = safety');
      await client.query(
        `select set_config('app.' || setting, 'test', false) from unnest('{actor,role,zone,cause,reason,trace}'::text[]) setting`,
      );
      await client.query(`select set_config('app.now', '2025-03-03T08:00:00.000Z', false)`);
      return (await client.query(sql, parameters)).rows as Row[];
    });

  it('keep what is in them when they change', async () => {
    await migrateTo(BEFORE_GRADINGS);
    const place = { trial_id: 'MANUS', site_id: 'UMCU', participant_id: randomUUID() };
    const at = '2025-03-03T08:00:00.000Z';
    const [event, result] = [randomUUID(), randomUUID()];
    const criterion = '4.03/alanine-aminotransferase-increased';
    const add = (table: string, row: object) =>
      inSafety(`insert into ${table} select * from json_populate_record(null::${table}, $1)`, [JSON.stringify(row)]);
    await add('adverse_event', {
      ...{ ...place, id: event, trial_version: 1, ctcae_version: '4.03', term: 'alanine-aminotransferase-increased' },
      ...{ organ_class: 'Investigations', status: 'candidate', source: 'laboratory', source_result_id: result },
      ...{ criterion, grade: 3, seriousness: [], outcome: 'unknown', action_taken: 'unknown', recorded_at: at },
      version: 1,
    });
    const [grading] = gradeLabResult(
      { value: { comparator: '=', number: 400, unit: 'U/L' }, range: { high: 45 } },
      criteriaFor('4.03', 'ALT'),
      'worst',
    );
    const proposal = { ...place, adverse_event_id: event, result_version: 1, result_id: result, grading };
    await add('grade_proposal', { ...proposal, proposed_at: at });
    await add('reporting_clock', {
      ...{ ...place, id: randomUUID(), adverse_event_id: event, clock: 'sae-to-sponsor', basis: 'first-information' },
      ...{ started_at: at, due_at: '2025-03-04T08:00:00.000Z', status: 'running' },
    });

    await migrateTo(safetyDatabase.migrations.length);

    expect(
      await inSafety(
        `select result_id, criterion, result_version, statement, trial_version, because, lowest, highest, grading from result_grading`,
      ),
    ).toEqual([
      {
        ...{ result_id: result, criterion, result_version: 1, statement: 0, trial_version: 1, because: 'recorded' },
        ...{ lowest: 3, highest: 3, grading },
      },
    ]);
    expect(await inSafety('select trial_version, inputs from reporting_clock')).toEqual([
      { trial_version: 1, inputs: {} },
    ]);
    // Whoever owns the tables is held to the rows of a trial again.
    expect(
      await inSafety(`select relname from pg_class where relnamespace = 'safety'::regnamespace and relrowsecurity
                         and not relforcerowsecurity and relname <> 'audit_entry'`),
    ).toEqual([]);
  }, 60_000);
});
