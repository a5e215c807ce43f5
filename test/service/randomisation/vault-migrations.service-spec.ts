import { randomUUID } from 'node:crypto';
import { vaultDatabase } from '../../../apps/randomisation/src/vault/persistence/data-source.js';
import { tablesOf, tablesOpenToTheirOwner, type MigratedTables } from '../../support/migrated-tables.js';

/** Migrations of the version before it was remembered when somebody was treated. */
const BEFORE_TREATMENTS = 19;

describe('the tables of the vault', () => {
  let tables: MigratedTables;
  beforeAll(async () => {
    tables = await tablesOf(vaultDatabase, 'randomisation');
  }, 60_000);
  afterAll(() => tables.drop());

  it('keep what is in them when they change: what was given before says when it was', async () => {
    await tables.to(BEFORE_TREATMENTS);
    const always = ['TRIAL', 'SITE', 1, 'accepted', 'somebody', 'operator'];
    const [treated, prepared] = [randomUUID(), randomUUID()];
    for (const [participant_id, step, scanned_at, administration_id] of [
      [treated, 'bedside', '2025-03-02T08:00:00.000Z', null],
      [treated, 'use', '2025-03-03T08:00:00.000Z', randomUUID()],
      [treated, 'use', '2025-03-05T08:00:00.000Z', null],
      [prepared, 'bedside', '2025-03-04T08:00:00.000Z', null],
    ])
      await tables.rows(
        `insert into product_scan (id, trial_id, site_id, trial_version, outcome, scanned_by, role, participant_id, step, scanned_at, administration_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [randomUUID(), ...always, participant_id, step, scanned_at, administration_id],
      );

    await tables.to();

    expect(
      await tables.rows('select participant_id, trial_id, site_id, treated_at, correction from treatment'),
    ).toEqual([
      {
        ...{ participant_id: treated, trial_id: 'TRIAL', site_id: 'SITE', correction: 0 },
        treated_at: new Date('2025-03-03T08:00:00.000Z'),
      },
    ]);
    expect(await tablesOpenToTheirOwner(tables, 'vault')).toEqual([]);
  }, 60_000);
});
