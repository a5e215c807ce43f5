import { randomUUID } from 'node:crypto';
import { vaultDatabase } from '../../../apps/randomisation/src/vault/persistence/data-source.js';
import { tablesOf, tablesOpenToTheirOwner, type MigratedTables } from '../../support/migrated-tables.js';

/** Migrations of the version before it was remembered when somebody was treated. */
const BEFORE_TREATMENTS = 19;

describe('the tables of the vault', () => {
  let tables: MigratedTables;
  beforeAll(async () => {
    tables = await tablesOf(vaultDatabase, 'randomisation');
  });
  afterAll(() => tables.drop());

  it('keep what is in them when they change: what was given or brought to a bedside before says when it was', async () => {
    await tables.to(BEFORE_TREATMENTS);
    const always = ['TRIAL', 'SITE', 1, 'accepted', 'somebody', 'operator'];
    const [treated, prepared] = [randomUUID(), randomUUID()];
    const labelled = { trial_id: 'TRIAL', site_id: 'SITE', trial_version: 1, prepared_by: 'somebody' };
    for (const id of [treated, prepared])
      await tables.add('product', {
        ...labelled,
        ...{ id, participant_id: id, code: id, sealed_batch: '', prepared_at: '2025-03-01T08:00:00.000Z' },
      });
    for (const [participant_id, step, scanned_at, administration_id] of [
      [treated, 'bedside', '2025-03-02T08:00:00.000Z', null],
      [treated, 'use', '2025-03-03T08:00:00.000Z', randomUUID()],
      [treated, 'use', '2025-03-05T08:00:00.000Z', null],
      [prepared, 'bedside', '2025-03-04T08:00:00.000Z', null],
    ])
      await tables.rows(
        `insert into product_scan (id, trial_id, site_id, trial_version, outcome, scanned_by, role, participant_id, step, scanned_at, administration_id, code)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          randomUUID(),
          ...always,
          participant_id,
          step,
          scanned_at,
          administration_id,
          step === 'bedside' ? participant_id : null,
        ],
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
    expect(
      await tables.rows(
        `select known.* from set_config('app.trial', 'TRIAL', false) trial,
           lateral (select * from treatments_of_trial() where trial is not null) known where perhaps_at is not null`,
      ),
    ).toEqual([{ participant_id: prepared, treated_at: null, perhaps_at: new Date('2025-03-04T08:00:00.000Z') }]);
    expect(await tablesOpenToTheirOwner(tables, 'vault')).toEqual([]);
  });
});
