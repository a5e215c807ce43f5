import { randomUUID } from 'node:crypto';
import { ReceiptsOfSerious0037 } from '../../../apps/safety/src/persistence/migrations/0037-receipts-of-serious.js';
import { safetyDatabase } from '../../../apps/safety/src/persistence/data-source.js';
import { unblindedDatabase } from '../../../apps/safety/src/unblinded/persistence/data-source.js';
import { criteriaFor } from '../../../apps/safety/src/domain/ctcae/criteria.js';
import { gradeLabResult } from '../../../apps/safety/src/domain/ctcae/grade-lab-result.js';
import { tablesOf, tablesOpenToTheirOwner, type MigratedTables } from '../../support/migrated-tables.js';

/** Migrations of the version before gradings were kept of every result. */
const BEFORE_GRADINGS = 5;
/** And of the version before clocks of the trial were corrected. */
const BEFORE_CLOCK_CORRECTIONS = 22;
/** And of the version before a receipt said whether the event was serious. */
const BEFORE_RECEIPTS_OF_SERIOUS = safetyDatabase.migrations.indexOf(ReceiptsOfSerious0037);

describe('the tables of safety', () => {
  let tables: MigratedTables;
  beforeAll(async () => {
    tables = await tablesOf(safetyDatabase);
  });
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

    // Of three opinions, two are of one moment.
    const [first, second, third] = ['01', '02', '03'].map((end) => `0195a1f2-0000-7000-8000-0000000000${end}`);
    for (const [id, given] of [
      [third, '2025-03-04T09:00:00.000Z'],
      [second, at],
      [first, at],
    ])
      await tables.add('causality_opinion', {
        ...{ ...place, id, adverse_event_id: event, cause: 'cells', judge: 'investigator', possibility: 'none' },
        ...{ given_by: 'investigator', given_at: given },
      });

    await tables.to(BEFORE_CLOCK_CORRECTIONS);
    const ofTrial = randomUUID();
    await tables.add('sponsor_clock', {
      ...{ id: ofTrial, trial_id: 'MANUS', trial_version: 1, clock: 'serious-breach', fact: 'a breach', inputs: {} },
      ...{ recorded_by: 'physician', recorded_at: at, started_at: at, day_zero_on: '2025-03-03' },
      ...{ due_on: '2025-03-10', due_at: '2025-03-10T23:00:00.000Z' },
    });
    const toldAt = '2025-03-11T08:00:00.000Z';
    await tables.add('deadline', {
      ...{ id: randomUUID(), name: 'safety.sponsor-clock-runs-out', key: ofTrial, payload: {}, trace: 'test' },
      ...{ due_at: at, status: 'fired', settled_at: toldAt, trial_id: 'MANUS', site_id: '' },
    });

    await tables.to();

    expect(await tables.rows('select id, ordinal from causality_opinion order by ordinal')).toEqual([
      { id: first, ordinal: 1 },
      { id: second, ordinal: 2 },
      { id: third, ordinal: 3 },
    ]);
    expect(await tables.rows('select clock_id, told_at from sponsor_clock_breach')).toEqual([
      { clock_id: ofTrial, told_at: new Date(toldAt) },
    ]);
    expect(await tables.rows(`select serious, expectedness, stated, derived from sponsor_receipt`)).toEqual([
      { serious: true, expectedness: 'unexpected', stated: 'unexpected', derived: null },
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
  });
});

describe('the receipts of safety', () => {
  let tables: MigratedTables;
  beforeAll(async () => {
    tables = await tablesOf(safetyDatabase);
    await tables.to(BEFORE_RECEIPTS_OF_SERIOUS);
  });
  afterAll(() => tables.drop());

  const place = { trial_id: 'MANUS', site_id: 'UMCU', participant_id: randomUUID() };
  const on = (day: number) => `2025-03-0${day}T08:00:00.000Z`;
  const anEvent = async (seriousness: string[], to_sponsor: string | null = 'always') => {
    const id = randomUUID();
    await tables.add('adverse_event', {
      ...{ ...place, id, trial_version: 1, ctcae_version: '4.03', term: 'skin-infection', version: 1, seriousness },
      ...{ organ_class: 'Infections', status: 'confirmed', source: 'reported', outcome: 'unknown', aware_at: on(1) },
      ...{ action_taken: 'unknown', recorded_at: on(1), digit_threatening: false },
    });
    if (to_sponsor)
      await tables.add('special_interest', {
        ...{ ...place, id: randomUUID(), adverse_event_id: id, interest: 'infection', basis: 'term', to_sponsor },
        ...{ trial_version: 1, recorded_by: 'investigator', recorded_at: on(1) },
      });
    return id;
  };
  const revised = (id: string, seriousness: string[], day: number) =>
    tables.rows('update adverse_event set seriousness = $2, learned_at = $3 where id = $1', [id, seriousness, on(day)]);
  const received = async (id: string, day: number) => {
    const receipt = { expectedness: 'unexpected', stated: 'unexpected', received_by: 'physician' };
    await tables.add('sponsor_receipt', { ...place, adverse_event_id: id, received_at: on(day), ...receipt });
    return id;
  };

  it('are of a serious event only where it was known to be one, and since when that was is kept', async () => {
    const serious = ['hospitalisation'];
    const mild = await received(await anEvent([]), 1);
    const since = await received(await anEvent([]), 1);
    await revised(since, serious, 5);
    const before = await anEvent([]);
    await revised(before, serious, 5);
    await received(before, 2);
    const unrecorded = await received(await anEvent([]), 6);
    await revised(unrecorded, serious, 5);
    const expedited = await received(await anEvent([]), 1);
    await revised(expedited, serious, 5);
    await tables.add('reporting_clock', {
      ...{ ...place, id: randomUUID(), adverse_event_id: expedited, clock: 'susar-other', basis: 'first-information' },
      ...{ started_at: on(5), day_zero_on: '2025-03-05', due_on: '2025-03-20', due_at: '2025-03-20T23:00:00.000Z' },
      ...{ status: 'running', trial_version: 1, inputs: {} },
    });
    const always = await received(await anEvent(serious), 1);
    const milder = await received(await anEvent(serious), 1);
    await revised(milder, [], 3);
    const ofNoInterest = await received(await anEvent([], null), 1);
    const ofLess = await received(await anEvent([], 'when-serious'), 1);
    const corrected = await anEvent([]);
    await revised(corrected, serious, 5);
    await tables.add('time_correction', {
      ...{
        ...place,
        id: randomUUID(),
        adverse_event_id: corrected,
        what: 'awareness',
        previous: on(5),
        corrected: on(3),
      },
      ...{ reason: 'mistyped', corrected_by: 'investigator', corrected_at: on(6) },
    });
    await received(corrected, 4);
    const trail = await tables.rows('select id from audit_entry');

    await tables.to();

    const taken = await tables.rows<{ id: string; serious: boolean }>(
      'select adverse_event_id as id, serious from sponsor_receipt',
    );
    const idsOf = (was: boolean) => taken.filter((receipt) => receipt.serious === was).map(({ id }) => id);
    expect(idsOf(false).sort()).toEqual([mild, since, before, unrecorded].sort());
    expect(idsOf(true).sort()).toEqual([expedited, always, milder, ofNoInterest, ofLess, corrected].sort());
    const changes = await tables.rows(
      'select adverse_event_id as id, ordinal, serious, known_at, criteria from seriousness_change',
    );
    const change = (id: string, was: boolean, day: number) => ({
      ...{ id, ordinal: 1, serious: was, known_at: new Date(on(day)), criteria: was ? [] : ['hospitalisation'] },
    });
    expect(changes).toHaveLength(6);
    expect(changes).toEqual(
      expect.arrayContaining([
        ...[since, before, unrecorded, expedited].map((id) => change(id, true, 5)),
        change(milder, false, 3),
        change(corrected, true, 3),
      ]),
    );
    expect(await tables.rows('select id from audit_entry')).toEqual(trail);
    expect(await tablesOpenToTheirOwner(tables, 'safety')).toEqual([]);
  });
});

/** Migrations of the version before anything rang for submissions. */
const BEFORE_DUTIES = 6;
const BEFORE_CORRECTED_CLOCKS = 9;
const SENT = ['acknowledged', 'sent'];

describe('the tables of the unblinded module', () => {
  let tables: MigratedTables;
  beforeAll(async () => {
    tables = await tablesOf(unblindedDatabase, 'safety');
  });
  afterAll(() => tables.drop());

  it('tell which clock was replaced, list what is on its way, and keep a text that the key has to open', async () => {
    await tables.to(BEFORE_DUTIES);
    const [adverse_event_id, case_id] = [randomUUID(), randomUUID()];
    const place = { trial_id: 'MANUS', site_id: 'UMCU', participant_id: randomUUID() };
    const at = '2025-03-03T08:00:00.000Z';
    const clock = async (due_at: string, superseded: boolean) => {
      const id = randomUUID();
      await tables.add('expedited_clock', {
        ...{ ...place, id, adverse_event_id, clock: 'susar-other', due_at, superseded },
      });
      return id;
    };
    const answered = await clock('2025-03-16T23:00:00Z', true);
    await clock('2025-03-17T23:00:00Z', true);
    // Corrected while the one it stands for was being answered, and so ended without an answer of its own.
    await clock('2025-03-15T23:00:00Z', true);
    const replacedSince = await clock('2025-03-14T23:00:00Z', false);
    await clock('2025-03-18T23:00:00Z', false);
    await tables.add('expedited_assessment', {
      ...{ ...place, id: randomUUID(), adverse_event_id, clock_id: answered, closed_by: 'officer', closed_at: at },
    });
    for (const number of [1, 2])
      await tables.add('regulator_version', {
        ...{ ...place, case_id, number, adverse_event_id, trial_version: 1, based_on: 1 },
        ...{ sealed_report: `\\x0${number}`, made_by: 'officer', made_at: `2025-03-0${number}T08:00:00.000Z` },
      });
    const submission_id = randomUUID();
    await tables.add('submission', {
      ...{ ...place, id: submission_id, case_id, safety_report_id: 'NL-EXAMPLE-1', receiver: 'EXAMPLE' },
      ...{ first_number: 1, queued_by: 'officer', queued_at: at },
    });
    const sent_at = '2025-03-04T08:00:00.000Z';
    for (const [index, state] of ['rejected', 'acknowledged', 'sent', 'queued'].entries())
      await tables.add('submission_attempt', {
        ...{ ...place, batch_id: randomUUID(), submission_id, ordinal: index + 1, number: 1, state },
        ...{ sealed_file: '\\x00', contradicted: false, sent_at: SENT.includes(state) ? sent_at : null },
      });
    await tables.to(BEFORE_CORRECTED_CLOCKS);
    await tables.rows('update expedited_clock set superseded = true, replaced = true where id = $1', [replacedSince]);
    const trail = await tables.rows('select id from audit_entry');

    await tables.to();

    expect(await tables.rows('select replaced from expedited_clock order by due_at')).toEqual([
      { replaced: true },
      { replaced: false },
      { replaced: false },
      { replaced: true },
      { replaced: false },
    ]);
    expect(await tables.rows('select state, answer_due_at, key_id from submission_attempt order by ordinal')).toEqual([
      { state: 'rejected', answer_due_at: null, key_id: null },
      { state: 'acknowledged', answer_due_at: new Date('2025-03-05T08:00:00.000Z'), key_id: null },
      { state: 'sent', answer_due_at: new Date('2025-03-05T08:00:00.000Z'), key_id: null },
      { state: 'queued', answer_due_at: new Date('2025-03-04T08:00:00.000Z'), key_id: null },
    ]);
    expect(await tables.rows('select key_id, environment, place, sealed from sealing_key')).toEqual([
      { key_id: null, environment: null, place: `regulator version ${case_id} 2`, sealed: Buffer.from([2]) },
    ]);
    expect(await tables.rows('select id from audit_entry')).toEqual(trail);
    expect(await tablesOpenToTheirOwner(tables, 'unblinded')).toEqual([]);
  });
});
