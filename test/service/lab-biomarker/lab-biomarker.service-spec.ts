import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import {
  correctResult,
  listResults,
  operationsOf,
  participantConsented,
  participantTreated,
  treatmentCorrected,
  participationEnded,
  recordResult,
  resultCorrected,
  resultRecorded,
  resultRestated,
  type RecordResultCommand,
  type ResultValue,
} from '@trial/contracts';
import { durableOf } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { LabBiomarkerModule } from '../../../apps/lab-biomarker/src/lab-biomarker.module.js';
import { eventually } from '../../support/eventually.js';
import { aContext, BEGINNING, bootService, PATIENT, type BootedService } from '../../support/service.js';

const operations = operationsOf('lab-biomarker');
const administrator = { role: 'administrator', trialId: '' };
const leiden = { actor: 'nurse-lumc', role: 'study-nurse', sites: ['LUMC'] };

/** The first injection of whoever is treated here; trial time begins after it. */
const ANCHOR = '2025-03-03T07:00:00.000Z';

describe('lab-biomarker', () => {
  let service: BootedService;

  beforeAll(async () => {
    service = await bootService('lab-biomarker', LabBiomarkerModule, { variables: PATIENT });
  });
  afterAll(() => service.stop());

  const consented = (participantId: string, more: object = {}) => ({
    trialId: 'MANUS',
    siteId: 'UMCU',
    participantId,
    participantCode: 'UMCU-001',
    trialVersion: 1,
    consentVersion: '1.0',
    consentedAt: '2025-02-20T09:00:00.000Z',
    sex: 'female' as const,
    age: 47,
    ...more,
  });
  const treated = (participantId: string) => ({
    trialId: 'MANUS',
    siteId: 'UMCU',
    participantId,
    participantCode: 'UMCU-001',
    administrationId: randomUUID(),
    trialVersion: 1,
    anchorAt: ANCHOR,
    zone: 'Europe/Amsterdam',
  });
  const restated = async (participantId: string) =>
    (await service.said(resultRestated)).filter((told) => told.participantId === participantId);
  const participantRow = async (participantId: string) =>
    (await service.rows<{ anchor_at: Date | null }>('select * from participant where id = $1', [participantId]))[0];

  async function aParticipant({ isTreated = false } = {}): Promise<string> {
    const participantId = randomUUID();
    await service.hear(participantConsented, consented(participantId));
    if (isTreated) await service.hear(participantTreated, treated(participantId));
    await eventually(async () => {
      const row = await participantRow(participantId);
      expect(row).toBeDefined();
      if (isTreated) expect(row?.anchor_at).not.toBeNull();
    });
    return participantId;
  }

  const aResult = (participantId: string, more: Partial<RecordResultCommand> = {}): RecordResultCommand => ({
    trialId: 'MANUS',
    participantId,
    analyte: 'alt',
    result: { value: '85', unit: 'IU/L', range: { low: 0, high: 40 } },
    collectedAt: BEGINNING,
    visitCode: 'W02',
    ...more,
  });
  const value = (text: string, more: Partial<ResultValue> = {}): ResultValue => ({
    value: text,
    unit: 'U/L',
    range: { low: 0, high: 40 },
    ...more,
  });
  const recorded = async (resultId: string) =>
    (await service.said(resultRecorded)).find((event) => event.resultId === resultId);
  const page = (participantId: string, more: object = {}) =>
    service.ask(listResults, { trialId: 'MANUS', participantId, ...more });

  it('has a schema that the tables of the code add nothing to', async () => {
    const { dataSource } = service.app.get(Transactions, { strict: false });
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  describe('recording a result', () => {
    it('keeps it as reported, answers with its place in its range, and tells others once', async () => {
      const participantId = await aParticipant();
      const key = randomUUID();
      const context = { cause: key, idempotency: { scope: 'caller route', key, fingerprint: 'same' } };
      const command = aResult(participantId, { laboratory: 'UMCU', method: 'IFCC' });
      const first = await service.ask(recordResult, command, context);
      const again = await service.ask(recordResult, command, context);

      expect(first).toEqual({
        resultId: expect.any(String),
        participantId,
        siteId: 'UMCU',
        analyte: 'alt',
        comparator: '=',
        number: 85,
        unit: 'U/L',
        low: 0,
        high: 40,
        position: 'high',
        collectedAt: BEGINNING,
        visitCode: 'W02',
        laboratory: 'UMCU',
        method: 'IFCC',
        flags: [],
        version: 1,
      });
      expect(again).toEqual(first);
      expect((await service.said(resultRecorded)).filter((event) => event.participantId === participantId)).toEqual([
        {
          trialId: 'MANUS',
          siteId: 'UMCU',
          participantId,
          resultId: first.resultId,
          resultVersion: 1,
          trialVersion: 1,
          analyte: 'alt',
          value: { comparator: '=', number: 85, unit: 'U/L' },
          range: { low: 0, high: 40 },
          collectedAt: BEGINNING,
          visitCode: 'W02',
        },
      ]);
    });

    it('keeps "<5" as it is, asks about a number the unit makes unlikely, and knows no side without its limit', async () => {
      const participantId = await aParticipant();
      const below = await service.ask(recordResult, aResult(participantId, { result: value('<5') }));
      expect(below).toMatchObject({ comparator: '<', number: 5, position: 'normal' });

      const unlikely = await service.ask(
        recordResult,
        aResult(participantId, { analyte: 'haemoglobin', result: value('80', { unit: 'g/dL', range: { low: 12 } }) }),
      );
      expect(unlikely).toMatchObject({ low: 12, position: 'unknown', flags: ['implausible-in-unit'] });
      expect(unlikely).not.toHaveProperty('high');
    });

    it.each<[string, string, Partial<RecordResultCommand>]>([
      ['an analyte the trial does not measure', 'analyte-unknown', { analyte: 'troponin-t' }],
      ['an analyte that could reveal an arm', 'analyte-restricted', { analyte: 'donor-specific' }],
      ['a unit of another quantity', 'unit-unknown-for-analyte', { result: value('5', { unit: 'mmol/L' }) }],
      ['a specimen without a value', 'value-not-a-number', { result: value('haemolysed') }],
      ['a decimal that may be a thousand', 'value-not-a-number', { result: value('1.234') }],
      ['a blank', 'value-missing', { result: value('  ') }],
      ['a negative value', 'negative-value', { result: value('-1') }],
      ['limits the wrong way round', 'range-reversed', { result: value('5', { range: { low: 41, high: 40 } }) }],
      ['limits of quantification', 'quantification-limits-upside-down', { result: value('5', { lloq: 9, uloq: 3 }) }],
      ['a specimen of the future', 'collected-in-future', { collectedAt: '2025-03-03T08:00:00.001Z' }],
      ['a participant nobody has heard of', 'participant-unknown', { participantId: randomUUID() }],
    ])('refuses %s as %s and leaves nothing behind', async (_, code, more) => {
      const participantId = await aParticipant();
      const reply = await service.send(recordResult, aResult(participantId, more));

      expect(reply).toMatchObject({ rejection: { code } });
      expect(await service.rows('select 1 from result where participant_id = $1', [participantId])).toEqual([]);
      expect((await service.said(resultRecorded)).some((event) => event.participantId === participantId)).toBe(false);
    });

    it('takes 1.234 when the laboratory says how it writes decimals', async () => {
      const participantId = await aParticipant();
      const result = value('1.234', { unit: 'ug{FEU}/L', range: {}, decimalMark: 'comma' });
      expect(await service.ask(recordResult, aResult(participantId, { analyte: 'd-dimer', result }))).toMatchObject({
        number: 1234,
        position: 'unknown',
      });
    });

    it('takes one result of a participant, analyte and time of collection, also of two sent at once', async () => {
      const participantId = await aParticipant();
      const replies = await Promise.all(
        ['85', '86'].map((text) => service.send(recordResult, aResult(participantId, { result: value(text) }))),
      );
      expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(1);
      expect(replies).toContainEqual({ rejection: expect.objectContaining({ code: 'result-already-recorded' }) });

      await service.ask(recordResult, aResult(participantId, { analyte: 'ast' }));
      expect((await page(participantId)).items).toHaveLength(2);
    });

    it('takes what was collected up to the end of participation, and nothing later', async () => {
      const participantId = await aParticipant();
      const endedAt = '2025-03-02T12:00:00.000Z';
      await service.hear(participationEnded, {
        trialId: 'MANUS',
        siteId: 'UMCU',
        participantId,
        as: 'withdrawn',
        endedAt,
      });

      await eventually(async () => {
        expect(await service.send(recordResult, aResult(participantId, { result: value('haemolysed') }))).toMatchObject(
          { rejection: { code: 'participation-ended' } },
        );
      });
      expect(await service.send(recordResult, aResult(participantId, { collectedAt: endedAt }))).toHaveProperty('ok');
    });
  });

  describe('the baseline', () => {
    it('goes with results from the first injection on: the last value before it, in the unit of the later one', async () => {
      const participantId = await aParticipant({ isTreated: true });
      const haemoglobin = (text: string, unit: string, collectedAt: string) =>
        service.ask(
          recordResult,
          aResult(participantId, {
            analyte: 'haemoglobin',
            collectedAt,
            result: value(text, { unit, range: { low: unit === 'g/L' ? 120 : 12 } }),
          }),
        );
      await haemoglobin('13.1', 'g/dL', '2025-02-20T09:00:00.000Z');
      const last = await haemoglobin('<11.5', 'g/dL', '2025-03-03T06:59:59.999Z');
      const atInjection = await haemoglobin('112', 'g/L', ANCHOR);

      expect(await recorded(last.resultId)).not.toHaveProperty('baseline');
      expect(await recorded(atInjection.resultId)).toMatchObject({
        baseline: { comparator: '<', number: 115, unit: 'g/L', status: 'low', range: { low: 120 } },
      });
    });

    it('is missing until the injection is known: then what was entered is told again, and comes with what follows', async () => {
      const participantId = await aParticipant();
      await service.ask(
        recordResult,
        aResult(participantId, { collectedAt: '2025-03-01T08:00:00.000Z', result: value('22') }),
      );
      const early = await service.ask(recordResult, aResult(participantId));
      expect(await recorded(early.resultId)).not.toHaveProperty('baseline');

      await service.hear(participantTreated, treated(participantId));
      await eventually(async () => expect((await participantRow(participantId))?.anchor_at).not.toBeNull());
      const baseline = { comparator: '=', number: 22, unit: 'U/L', status: 'normal', range: { low: 0, high: 40 } };
      expect(await restated(participantId)).toMatchObject([
        { resultId: early.resultId, resultVersion: 1, statement: 1, value: { number: 85 }, baseline },
      ]);
      await service.ask(correctResult, {
        trialId: 'MANUS',
        participantId,
        resultId: early.resultId,
        result: value('84'),
        expectedVersion: 1,
        reason: 'misread',
      });
      const corrections = await service.said(resultCorrected);
      expect(corrections.filter(({ resultId }) => resultId === early.resultId)).toMatchObject([{ baseline }]);
    });

    it('goes by the corrected time of treatment, in whatever order and however often the news come', async () => {
      const participantId = await aParticipant();
      const corrected = (correction: number, anchorAt: string) => ({
        ...treated(participantId),
        correction,
        previousAnchorAt: ANCHOR,
        anchorAt,
      });
      const last = corrected(2, '2025-03-02T12:00:00.000Z');
      await service.hear(treatmentCorrected, last);
      await eventually(async () => expect((await participantRow(participantId))?.anchor_at).not.toBeNull());
      const heard = [
        await service.hear(treatmentCorrected, corrected(1, '2025-02-28T12:00:00.000Z')),
        await service.hear(participantTreated, treated(participantId)),
        await service.hear(treatmentCorrected, last),
      ];
      await eventually(async () =>
        expect(
          await service.rows('select 1 from inbox_message where event_id = any ($1::text[])', [heard]),
        ).toHaveLength(3),
      );
      expect((await participantRow(participantId))?.anchor_at).toEqual(new Date(last.anchorAt));

      // Between the time on record before and the corrected one: baseline now.
      const before = aResult(participantId, { collectedAt: '2025-03-02T08:00:00.000Z', result: value('22') });
      await service.ask(recordResult, before);
      const { resultId } = await service.ask(recordResult, aResult(participantId));
      expect(await recorded(resultId)).toMatchObject({ baseline: { number: 22 } });
    });
  });

  describe('a baseline that changes', () => {
    const at = (participantId: string, collectedAt: string, text: string) =>
      service.ask(recordResult, aResult(participantId, { collectedAt, result: value(text) }));

    it('is told again of everything that is compared with it, once each, with a number that grows', async () => {
      const participantId = await aParticipant({ isTreated: true });
      const screening = await at(participantId, '2025-02-20T09:00:00.000Z', '22');
      const first = await at(participantId, BEGINNING, '85');
      const second = await at(participantId, '2025-03-03T07:30:00.000Z', '90');
      expect(await restated(participantId)).toEqual([]);
      const change = {
        trialId: 'MANUS',
        participantId,
        resultId: screening.resultId,
        result: value('44'),
        reason: 'misread',
      };
      await service.ask(correctResult, { ...change, expectedVersion: 1 });
      expect(await restated(participantId)).toMatchObject([
        { resultId: second.resultId, statement: 1, baseline: { number: 44, status: 'high' } },
        { resultId: first.resultId, statement: 1, baseline: { number: 44, status: 'high' } },
      ]);

      // A later specimen from before the injection, entered late.
      const late = await at(participantId, '2025-03-03T06:00:00.000Z', '30');
      const told = (await restated(participantId)).slice(2);
      expect(told).toMatchObject([
        { resultId: second.resultId, resultVersion: 1, statement: 2, baseline: { number: 30 } },
        { resultId: first.resultId, resultVersion: 1, statement: 2, baseline: { number: 30 } },
      ]);
      expect(
        await service.rows(
          `select statement, baseline_id, baseline_version from restatement where result_id = $1 order by statement`,
          [first.resultId],
        ),
      ).toEqual([
        { statement: 1, baseline_id: screening.resultId, baseline_version: 2 },
        { statement: 2, baseline_id: late.resultId, baseline_version: 1 },
      ]);
    });

    it('misses nothing that is entered at the same moment', async () => {
      for (let round = 1; round <= 5; round += 1) {
        const participantId = await aParticipant({ isTreated: true });
        const [, { resultId }] = await Promise.all([
          at(participantId, '2025-02-20T09:00:00.000Z', '22'),
          at(participantId, BEGINNING, '85'),
        ]);
        const [again] = await restated(participantId);
        expect(again ?? (await recorded(resultId))).toMatchObject({ resultId, baseline: { number: 22 } });
      }
    });
  });

  describe('correcting a result', () => {
    const correction = (participantId: string, resultId: string, result: ResultValue, expectedVersion = 1) => ({
      trialId: 'MANUS',
      participantId,
      resultId,
      result,
      expectedVersion,
      reason: 'digits swapped',
    });

    it('adds a version with reason, keeps the earlier one, and tells others', async () => {
      const participantId = await aParticipant();
      const { resultId } = await service.ask(recordResult, aResult(participantId));
      const corrected = await service.ask(correctResult, correction(participantId, resultId, value('38')));

      expect(corrected).toMatchObject({ resultId, number: 38, position: 'normal', version: 2 });
      expect((await page(participantId)).items).toEqual([corrected]);
      expect(
        await service.rows(
          `select version, reported #> '{value,number}' as number, reason from result where id = $1 order by version`,
          [resultId],
        ),
      ).toEqual([
        { version: 1, number: 85, reason: null },
        { version: 2, number: 38, reason: 'digits swapped' },
      ]);
      expect(await service.said(resultCorrected)).toContainEqual(
        expect.objectContaining({ resultId, resultVersion: 2, value: { comparator: '=', number: 38, unit: 'U/L' } }),
      );
    });

    it('refuses who read an older version, and lets one of two through who read the same', async () => {
      const participantId = await aParticipant();
      const { resultId } = await service.ask(recordResult, aResult(participantId));
      const replies = await Promise.all(
        ['38', '39', '40'].map((text) => service.send(correctResult, correction(participantId, resultId, value(text)))),
      );
      expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(1);
      expect(
        replies.filter((reply) => 'rejection' in reply && reply.rejection.code === 'version-conflict'),
      ).toHaveLength(2);
      expect(await service.send(correctResult, correction(participantId, resultId, value('41'), 1))).toMatchObject({
        rejection: { code: 'version-conflict' },
      });
      expect(await service.send(correctResult, correction(participantId, resultId, value('41'), 2))).toMatchObject({
        ok: { version: 3 },
        etag: '"3"',
      });
    });

    it('refuses one that changes nothing, one without a number, and one of another participant', async () => {
      const participantId = await aParticipant();
      const { resultId } = await service.ask(recordResult, aResult(participantId));
      const refusal = async (result: ResultValue, of = participantId) =>
        service.send(correctResult, correction(of, resultId, result));

      expect(await refusal(value('85'))).toMatchObject({ rejection: { code: 'nothing-changed' } });
      expect(await refusal(value('clotted'))).toMatchObject({ rejection: { code: 'value-not-a-number' } });
      expect(await refusal(value('38'), randomUUID())).toMatchObject({ rejection: { code: 'result-unknown' } });
    });

    it('gives the application no way to change a version', async () => {
      await expect(
        service.app
          .get(Transactions, { strict: false })
          .run(aContext(), (tx) => tx.query(`update result set analyte = 'ast'`)),
      ).rejects.toThrow(/permission denied/);
    });
  });

  describe('what a site sees', () => {
    it('is its own participants: another site meets nothing to read, add to or correct', async () => {
      const participantId = await aParticipant();
      const { resultId } = await service.ask(recordResult, aResult(participantId));
      const there = { trialId: 'MANUS', participantId };

      expect(await service.send(listResults, there, leiden)).toMatchObject({
        rejection: { code: 'participant-unknown' },
      });
      expect(await service.send(recordResult, aResult(participantId, { analyte: 'ast' }), leiden)).toMatchObject({
        rejection: { code: 'participant-unknown' },
      });
      const correction = { ...there, resultId, result: value('38'), expectedVersion: 1, reason: 'curious' };
      expect(await service.send(correctResult, correction, leiden)).toMatchObject({
        rejection: { code: 'result-unknown' },
      });
    });

    it('comes in pages of newest versions, in the order of entry', async () => {
      const participantId = await aParticipant();
      const entered: string[] = [];
      for (const analyte of ['alt', 'ast', 'crp']) {
        await service.setTime(`2025-03-03T08:00:0${entered.length + 1}.000Z`);
        await eventually(async () => {
          const result = value('5', { unit: analyte === 'crp' ? 'mg/L' : 'U/L' });
          const collectedAt = `2025-03-03T08:00:0${entered.length + 1}.000Z`;
          const command = aResult(participantId, { analyte, result, collectedAt });
          entered.push((await service.ask(recordResult, command)).resultId);
        });
      }
      const first = await page(participantId, { limit: 2 });
      const second = await page(participantId, { limit: 2, cursor: first.nextCursor });

      expect([...first.items, ...second.items].map(({ resultId }) => resultId)).toEqual(entered);
      expect(first.items).toHaveLength(2);
      expect(second).not.toHaveProperty('nextCursor');
    });
  });

  describe('what it hears of participants', () => {
    it('waits for the consent when the treatment is heard of first, and parks nothing', async () => {
      const participantId = randomUUID();
      const manager = await jetstreamManager(service.nats);
      await service.hear(participantTreated, treated(participantId));
      await eventually(async () => {
        const durable = durableOf('lab-biomarker', participantTreated.type);
        expect((await manager.consumers.info('randomisation', durable)).num_redelivered).toBe(1);
      });
      await service.hear(participantConsented, consented(participantId));

      await eventually(async () => expect((await participantRow(participantId))?.anchor_at).toEqual(new Date(ANCHOR)));
      expect((await service.ask(operations.parkedMessages, {}, administrator)).items).toEqual([]);
    });

    it('takes the trial version of a renewed consent and forgets neither treatment nor end', async () => {
      const participantId = await aParticipant({ isTreated: true });
      await service.hear(participantConsented, consented(participantId, { trialVersion: 2, age: 48 }));

      await eventually(async () => {
        expect(await participantRow(participantId)).toMatchObject({
          trial_version: 2,
          age_years: 48,
          anchor_at: new Date(ANCHOR),
        });
      });
    });
  });
});
