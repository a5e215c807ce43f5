import { randomUUID } from 'node:crypto';
import { safetyDatabase } from '../../../apps/safety/src/persistence/data-source.js';
import { criteriaFor } from '../../../apps/safety/src/domain/ctcae/criteria.js';
import { gradeLabResult } from '../../../apps/safety/src/domain/ctcae/grade-lab-result.js';
import { tablesOf, tablesOpenToTheirOwner, type MigratedTables } from '../../support/migrated-tables.js';

/** Migrations of the version before gradings were kept of every result. */
const BEFORE_GRADINGS = 5;

describe('the tables of safety', () => {
  let tables: MigratedTables;
  beforeAll(async () => {
    tables = await tablesOf(safetyDatabase);
  }, 60_000);
  afterAll(() => tables.drop());

  it('keep what is in them when they change', async () => {
    await tables.to(BEFORE_GRADINGS);
    const place = { trial_id: 'MANUS', site_id: 'UMCU', participant_id: randomUUID() };
    const at = '2025-03-03T08:00:00.000Z';
    const [event, result] = [randomUUID(), randomUUID()];
    const criterion = '4.03/alanine-aminotransferase-increased';
    await tables.add('adverse_event', {
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
    await tables.add('grade_proposal', { ...proposal, proposed_at: at });
    // Known first at eight; a revision of the next day wrote over that.
    for (const awareAt of [at, '2025-03-04T09:00:00.000Z'])
      await tables.rows('update adverse_event set aware_at = $2 where id = $1', [event, awareAt]);
    const clock = randomUUID();
    await tables.add('deadline', {
      ...{ id: randomUUID(), name: 'safety.reporting-clock-runs-out', key: clock, payload: {}, trace: 'test' },
      ...{ due_at: at, status: 'fired', settled_at: at, trial_id: 'MANUS', site_id: 'UMCU' },
    });
    await tables.add('reporting_clock', {
      ...{ ...place, id: clock, adverse_event_id: event, clock: 'sae-to-sponsor', basis: 'first-information' },
      ...{ started_at: at, due_at: '2025-03-04T08:00:00.000Z', status: 'running' },
    });

    await tables.add('sponsor_receipt', {
      ...{ ...place, adverse_event_id: event, received_at: at, expectedness: 'unexpected', received_by: 'physician' },
    });

    await tables.to();

    expect(await tables.rows(`select expectedness, stated, derived from sponsor_receipt`)).toEqual([
      { expectedness: 'unexpected', stated: 'unexpected', derived: null },
    ]);

    expect(
      await tables.rows(
        `select result_id, criterion, result_version, statement, trial_version, because, lowest, highest, grading from result_grading`,
      ),
    ).toEqual([
      {
        ...{ result_id: result, criterion, result_version: 1, statement: 0, trial_version: 1, because: 'recorded' },
        ...{ lowest: 3, highest: 3, grading },
      },
    ]);
    expect(await tables.rows('select trial_version, inputs from reporting_clock')).toEqual([
      { trial_version: 1, inputs: {} },
    ]);
    expect(await tables.rows('select aware_at, learned_at from adverse_event')).toEqual([
      { aware_at: new Date(at), learned_at: new Date('2025-03-04T09:00:00.000Z') },
    ]);
    expect(
      await tables.rows(
        `select actor, role, reason, (before ->> 'aware_at')::timestamptz as before, (after ->> 'aware_at')::timestamptz as after
           from audit_entry where table_name = 'adverse_event' and row_id = $1 order by id desc limit 1`,
        [event],
      ),
    ).toEqual([
      {
        ...{
          actor: 'migration',
          role: 'migration',
          reason: 'the first awareness is restored: revisions wrote over it',
        },
        ...{ before: new Date('2025-03-04T09:00:00.000Z'), after: new Date(at) },
      },
    ]);
    expect(await tables.rows('select clock_id, told_at from clock_breach')).toEqual([
      { clock_id: clock, told_at: new Date(at) },
    ]);
    expect(await tablesOpenToTheirOwner(tables, 'safety')).toEqual([]);
  }, 60_000);
});
