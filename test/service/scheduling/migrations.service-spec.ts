import { randomUUID } from 'node:crypto';
import { schedulingDatabase } from '../../../apps/scheduling/src/persistence/data-source.js';
import { tablesOf, tablesOpenToTheirOwner, type MigratedTables } from '../../support/migrated-tables.js';

/** Migrations of the version before a visit said what it counts from. */
const BEFORE_VISIT_PLANS = 3;

describe('the tables of scheduling', () => {
  let tables: MigratedTables;
  beforeAll(async () => {
    tables = await tablesOf(schedulingDatabase);
  });
  afterAll(() => tables.drop());

  it('keep what is in them when they change: visits from before count from the anchor', async () => {
    await tables.to(BEFORE_VISIT_PLANS);
    const participant = randomUUID();
    const place = { trial_id: 'MANUS', site_id: 'UMCU', participant_id: participant };
    const anchor = { trial_version: 1, anchor_at: '2025-03-03T08:00:00.000Z', zone: 'Europe/Amsterdam' };
    await tables.add('participant', { ...place, ...anchor, id: participant });
    await tables.add('visit', {
      ...{ ...place, ...anchor, id: randomUUID(), visit_code: 'week-2', kind: 'scheduled', is_primary: false },
      ...{ is_last: false, target_on: '2025-03-17', target_at: '2025-03-17T08:00:00.000Z', unit: 'days' },
      ...{ opens_at: '2025-03-13T23:00:00.000Z', closes_at: '2025-03-20T23:00:00.000Z', state: 'planned', version: 1 },
    });

    await tables.to();

    expect(await tables.rows('select visit_code, phase, counted_from, counted_from_at from visit')).toEqual([
      {
        ...{ visit_code: 'week-2', phase: 'follow-up', counted_from: 'anchor' },
        counted_from_at: new Date('2025-03-03T08:00:00.000Z'),
      },
    ]);
    expect(await tablesOpenToTheirOwner(tables, 'scheduling')).toEqual([]);
  });
});
