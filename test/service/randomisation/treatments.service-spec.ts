import { randomUUID } from 'node:crypto';
import {
  allocationOpened,
  assessEligibility,
  correctTreatmentTime,
  discloseAllocation,
  doseGiven,
  endParticipation,
  listParticipants,
  participantTreated,
  randomiseParticipant,
  readParticipant,
  recordDose,
  treatmentCorrected,
  type Operation,
  type RecordDoseCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { answers, Enrolling, keyed, PHARMACIST, stepTo } from './enrol.js';
import { treatmentTrialsFolder } from './treatment-trials.js';
import { ANY_ARM, whereStands } from './where-stands.js';

/** After every dose of these tests. */
const NOW = '2025-05-10T12:00:00Z';
const FIRST = '2025-03-03T09:00:00.000Z';
const NEXT = '2025-04-01T09:00:00.000Z';

describe('treatment', () => {
  let service: BootedService;
  const sites: Record<string, Enrolling> = {};
  const waiting: Record<string, string[]> = {};
  const somebody = (trialId: string): string => waiting[trialId]?.shift() ?? '';
  const site = (trialId: string): Enrolling => {
    sites[trialId] ??= new Enrolling(service, trialId);
    return sites[trialId];
  };

  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: treatmentTrialsFolder() },
    });
    for (const trialId of ['MANUS', 'TABLETS', 'DRIP', 'OPEN', 'BRANCHED', 'AMENDED', 'AMENDED-TABLETS'])
      await site(trialId).sealedList();
    // Before any of the doses of these tests.
    const inOpenTrials = ['OPEN', 'BRANCHED'].flatMap((trialId) => Array<string>(8).fill(trialId));
    const amended = ['AMENDED', 'AMENDED', 'AMENDED-TABLETS'];
    for (const trialId of ['MANUS', 'TABLETS', 'TABLETS', 'DRIP', 'DRIP', ...inOpenTrials, ...amended])
      (waiting[trialId] ??= []).push(await site(trialId).randomised());
    await stepTo(service, NOW);
  });
  afterAll(() => service.stop());

  const aDose = (trialId: string, participantId: string, more: object = {}): RecordDoseCommand => ({
    trialId,
    participantId,
    amount: trialId === 'TABLETS' ? 5 : 560,
    givenAt: FIRST,
    ...(trialId === 'TABLETS' ? {} : { bodyWeight: 70, visitCode: 'D0' }),
    ...more,
  });
  const dose = (trialId: string, participantId: string, more: object = {}) =>
    service.ask(recordDose, aDose(trialId, participantId, more), site(trialId).who);
  const of = <Data extends { participantId: string }>(data: readonly Data[], participantId: string) =>
    data.filter((fact) => fact.participantId === participantId);
  const seen = (trialId: string, participantId: string) =>
    service.ask(readParticipant, { trialId, participantId }, site(trialId).who);
  const correct = (trialId: string, participantId: string, anchorAt: string, expectedVersion: number) =>
    service.send(
      correctTreatmentTime,
      { trialId, participantId, anchorAt, expectedVersion, reason: 'the clock of the ward was wrong' },
      site(trialId).who,
    );
  const openedInVault = () =>
    service.rows<{ event: string }>(
      `select event from (select type, event from vault.outbox_archive union all
                          select type, event from vault.outbox_message) as said where type = $1`,
      [allocationOpened.type],
    );

  describe('in an open-label trial', () => {
    it('tells the arm as an ordinary field, as soon as somebody is randomised', async () => {
      const participantId = await site('OPEN').randomised();
      const { arm } = await eventually(async () => {
        const view = await seen('OPEN', participantId);
        expect(['msc', 'placebo']).toContain(view.arm);
        return view;
      });
      const { items } = await service.ask(listParticipants, { trialId: 'OPEN' }, site('OPEN').who);
      expect(items.find((item) => item.participantId === participantId)).toMatchObject({ arm });
      const asked = { trialId: 'OPEN', participantId, reason: 'to prepare the dose' };
      expect(
        await service.ask(discloseAllocation, asked, { ...PHARMACIST, trialId: 'OPEN', sites: ['UMCU'] }),
      ).toMatchObject({ arm });
      const [told] = (await openedInVault())
        .map(({ event }) => JSON.parse(event) as { data: object })
        .filter(({ data }) => 'participantId' in data && data.participantId === participantId);
      expect(told?.data).toEqual({ trialId: 'OPEN', siteId: 'UMCU', participantId, arm });
    });

    it('tells what follows from the throws, where it is minimised', async () => {
      await site('BALANCED').sealedList({ length: 36, blockSizes: undefined as never });
      const participantId = await site('BALANCED').randomised();
      await eventually(async () => expect(['msc', 'placebo']).toContain((await seen('BALANCED', participantId)).arm));
    });

    it('says nothing of anybody in a masked trial, who is randomised at the same time', async () => {
      const masked = await Promise.all([site('DRIP').randomised(), site('MANUS').randomised()]);
      const open = await site('OPEN').randomised();
      // Both were heard by the vault: the arm of the one is there, and so is the notice of the others.
      await eventually(async () => expect(await seen('OPEN', open)).toHaveProperty('arm'));
      await eventually(async () => {
        const made = await service.rows<{ event: string }>(
          `select event from vault.outbox_archive where type = 'restricted.vault.allocation.made.v1'`,
        );
        for (const participantId of masked)
          expect(made.filter(({ event }) => event.includes(participantId))).toHaveLength(1);
      });
      for (const [index, participantId] of masked.entries())
        expect(await seen(['DRIP', 'MANUS'][index] ?? '', participantId)).not.toHaveProperty('arm');
      const trials = (await openedInVault()).map(({ event }) => (JSON.parse(event) as { trialid: string }).trialid);
      expect(new Set(trials)).toEqual(new Set(['OPEN', 'BALANCED', 'BRANCHED']));
      expect(
        await service.rows(`select 1 from participant where arm is not null and trial_id in ('DRIP', 'MANUS')`),
      ).toEqual([]);
    });

    it('keeps no arm of a masked trial, whoever should say one', async () => {
      const participantId = await site('DRIP').randomised();
      const eventId = await service.hear(allocationOpened, {
        trialId: 'DRIP',
        siteId: 'UMCU',
        participantId,
        arm: 'msc',
      });
      await eventually(async () =>
        expect(await service.rows('select 1 from inbox_message where event_id = $1', [eventId])).toHaveLength(1),
      );
      expect(await seen('DRIP', participantId)).not.toHaveProperty('arm');
      expect(await service.rows('select 1 from parked_message')).toEqual([]);
    });

    it('has the word of an arm nowhere but where the open trial keeps and tells it', async () => {
      const kept = ['enrolment.audit_entry', 'enrolment.participant', 'vault.outbox_archive'];
      expect(await whereStands(service, ANY_ARM)).toEqual(kept);
      const masked = await service.rows(
        `select 1 from audit_entry entry where trial_id in ('DRIP', 'MANUS', 'TABLETS') and row_to_json(entry)::text ~ $1`,
        [ANY_ARM],
      );
      expect(masked).toEqual([]);
    });
  });

  describe('a dose', () => {
    it('taken at home starts such a trial, and the later ones follow it', async () => {
      const participantId = somebody('TABLETS');
      const key = keyed();
      const first = await service.ask(recordDose, aDose('TABLETS', participantId), { ...site('TABLETS').who, ...key });
      expect(first.anchorAt).toBe(FIRST);
      const again = await service.ask(recordDose, aDose('TABLETS', participantId), { ...site('TABLETS').who, ...key });
      expect(again).toEqual(first);
      const next = await dose('TABLETS', participantId, { givenAt: NEXT, visitCode: 'W04', amount: 10 });
      expect(next.anchorAt).toBe(FIRST);

      expect(await seen('TABLETS', participantId)).toMatchObject({ status: 'treated', treatedAt: FIRST });
      const place = { trialId: 'TABLETS', siteId: 'UMCU', participantId };
      expect(of(await service.said(participantTreated), participantId)).toEqual([
        {
          ...place,
          participantCode: expect.any(String) as string,
          administrationId: first.doseId,
          trialVersion: 1,
          anchorAt: FIRST,
          zone: 'Europe/Amsterdam',
          operator: 'investigator-umcu',
        },
      ]);
      expect(of(await service.said(doseGiven), participantId)).toEqual([
        { ...place, doseId: next.doseId, trialVersion: 1, givenAt: NEXT, zone: 'Europe/Amsterdam', visitCode: 'W04' },
      ]);
    });

    it('at a visit goes by body weight, keeps its deviation, and one that was not given is left out', async () => {
      const participantId = somebody('DRIP');
      await dose('DRIP', participantId);
      await dose('DRIP', participantId, {
        visitCode: 'W08',
        givenAt: '2025-04-28T09:00:00Z',
        amount: 400,
        deviation: 'stopped for a rash',
        operator: 'nurse-2',
      });
      expect(
        await service.rows(
          `select visit_code, amount, body_weight, operator, deviation from dose where participant_id = $1 order by given_at`,
          [participantId],
        ),
      ).toEqual([
        { visit_code: 'D0', amount: 560, body_weight: 70, operator: 'investigator-umcu', deviation: null },
        { visit_code: 'W08', amount: 400, body_weight: 70, operator: 'nurse-2', deviation: 'stopped for a rash' },
      ]);
    });

    it('goes by the amendment that asks for no new consent, from the moment the site works by it', async () => {
      const [before, after] = ['2025-03-31T21:59:59Z', '2025-03-31T22:00:00Z'];
      const given = async (participantId: string) => {
        const versions = of(await service.said(participantTreated), participantId);
        return versions.map(({ trialVersion }) => trialVersion);
      };
      const dosed = somebody('AMENDED-TABLETS');
      const fifteen = (participantId: string, givenAt: string) =>
        service.send(
          recordDose,
          { trialId: 'AMENDED-TABLETS', participantId, amount: 15, givenAt },
          site('AMENDED-TABLETS').who,
        );
      expect(await fifteen(dosed, before)).toMatchObject({ rejection: { code: 'given-more-than-planned' } });
      expect(await fifteen(dosed, after)).toHaveProperty('ok');
      expect(await given(dosed)).toEqual([2]);

      // Eight times one millilitre is all of the first version, and half of the second.
      const injected = [somebody('AMENDED'), somebody('AMENDED')] as const;
      await site('AMENDED').treat(injected[0], before);
      const { administrationId } = await site('AMENDED').treat(injected[1], after);
      expect(await given(injected[0])).toEqual([1]);
      expect(await given(injected[1])).toEqual([2]);
      expect(await service.rows('select completeness from administration where id = $1', [administrationId])).toEqual([
        { completeness: 'partial' },
      ]);

      const { version } = await seen('AMENDED', injected[0]);
      await correct('AMENDED', injected[0], after, version);
      expect(of(await service.said(treatmentCorrected), injected[0])).toMatchObject([{ trialVersion: 2 }]);
    });

    it('is recorded once, whoever sends it at the same moment', async () => {
      const participantId = somebody('DRIP');
      const replies = await Promise.all(
        [1, 2, 3, 4].map((hour) =>
          service.send(
            recordDose,
            aDose('DRIP', participantId, { givenAt: `2025-03-03T1${hour}:00:00Z` }),
            site('DRIP').who,
          ),
        ),
      );
      expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(1);
      expect(of(await service.said(participantTreated), participantId)).toHaveLength(1);
    });

    it('of an open trial is due at the visits of the arm: each begins with its own, and a rescue is a deviation', async () => {
      const arms = new Set<string | undefined>();
      for (const participantId of waiting['BRANCHED'] ?? []) {
        const { arm } = await eventually(async () => {
          const view = await seen('BRANCHED', participantId);
          expect(view.arm).toBeDefined();
          return view;
        });
        arms.add(arm);
        const [own, other] = arm === 'msc' ? ['W02', 'W04'] : ['W04', 'W02'];
        const give = (visitCode: string | undefined, more: object = {}) =>
          service.send(recordDose, aDose('BRANCHED', participantId, { visitCode, ...more }), site('BRANCHED').who);
        const rescue = { givenAt: NEXT, deviation: 'rescue' };
        expect(await give(other)).toMatchObject({ rejection: { code: 'dose-not-due-at-visit' } });
        expect(await give(other, rescue)).toMatchObject({ rejection: { code: 'first-dose-missing' } });
        expect(await give(own)).toMatchObject({ ok: { anchorAt: FIRST } });
        expect(await give(other, { givenAt: NEXT })).toMatchObject({ rejection: { code: 'dose-not-due-at-visit' } });
        expect(await give(other, rescue)).toMatchObject({ ok: { anchorAt: FIRST } });
      }
      expect(arms.size).toBe(2);
    });

    it('looks the same in both arms: the same words are refused and the same are answered', async () => {
      const people = waiting['OPEN'] ?? [];
      const arms = await Promise.all(
        people.map((participantId) =>
          eventually(async () => {
            const { arm } = await seen('OPEN', participantId);
            expect(arm).toBeDefined();
            return arm;
          }),
        ),
      );
      expect(new Set(arms).size).toBe(2);
      const heard = await Promise.all(
        people.map(async (participantId) => {
          const shapes = [];
          for (const more of [{ visitCode: 'W04' }, { amount: 1 }, { visitCode: 'SCR' }, {}, {}]) {
            const reply = await service.send(recordDose, aDose('OPEN', participantId, more), site('OPEN').who);
            shapes.push('ok' in reply ? Object.keys(reply.ok) : reply);
          }
          return JSON.stringify(shapes);
        }),
      );
      expect(new Set(heard).size).toBe(1);
    });
  });

  describe('a time that was wrong', () => {
    it('is corrected for a session of injections, and what stood there is kept', async () => {
      const participantId = somebody('MANUS');
      const { administrationId } = await site('MANUS').treat(participantId, FIRST);
      const { version } = await seen('MANUS', participantId);
      const anchorAt = '2025-03-04T09:00:00.000Z';
      expect(await correct('MANUS', participantId, anchorAt, version)).toMatchObject({
        ok: { administrationId, previousAnchorAt: FIRST, anchorAt, version: version + 1 },
      });
      expect(await seen('MANUS', participantId)).toMatchObject({ treatedAt: anchorAt, version: version + 1 });
      const [session] = await service.rows('select started_at, ended_at from administration where id = $1', [
        administrationId,
      ]);
      expect(session).toEqual({ started_at: new Date(anchorAt), ended_at: new Date('2025-03-04T09:21:00Z') });
      const [given] = await service.rows(
        `select min(given_at) as first, max(given_at) as last from injection where administration_id = $1`,
        [administrationId],
      );
      expect(given).toEqual({ first: new Date(anchorAt), last: new Date('2025-03-04T09:21:00Z') });
      expect(
        await service.rows(
          `select correction, previous_anchor_at, anchor_at, reason, corrected_by from treatment_correction where participant_id = $1`,
          [participantId],
        ),
      ).toEqual([
        {
          correction: 1,
          previous_anchor_at: new Date(FIRST),
          anchor_at: new Date(anchorAt),
          reason: 'the clock of the ward was wrong',
          corrected_by: 'investigator-umcu',
        },
      ]);
      const trail = await service.rows(
        `select before ->> 'started_at' as before, after ->> 'started_at' as after, reason from audit_entry
          where table_name = 'administration' and operation = 'update' and row_id = $1`,
        [administrationId],
      );
      expect(trail).toHaveLength(1);
      const back = '2025-03-03T08:30:00.000Z';
      expect(await correct('MANUS', participantId, back, version + 1)).toHaveProperty('ok');
      expect(of(await service.said(treatmentCorrected), participantId)).toMatchObject([
        {
          correction: 1,
          previousAnchorAt: FIRST,
          anchorAt,
          administrationId,
          trialVersion: 1,
          zone: 'Europe/Amsterdam',
        },
        { correction: 2, previousAnchorAt: anchorAt, anchorAt: back },
      ]);
    });

    it('is corrected for the first dose, and the later ones stay', async () => {
      const participantId = somebody('TABLETS');
      await dose('TABLETS', participantId);
      await dose('TABLETS', participantId, { givenAt: NEXT });
      const { version } = await seen('TABLETS', participantId);
      const anchorAt = '2025-03-03T08:45:00.000Z';
      expect(await correct('TABLETS', participantId, anchorAt, version)).toHaveProperty('ok');
      expect(
        await service.rows('select given_at from dose where participant_id = $1 order by 1', [participantId]),
      ).toEqual([{ given_at: new Date(anchorAt) }, { given_at: new Date(NEXT) }]);
    });
  });

  describe('screening evidence', () => {
    const assessed = async (evidence: object[]) => {
      const participantId = await site('MANUS').consented();
      await assess(participantId, evidence);
      return participantId;
    };
    const assess = (participantId: string, evidence: object[]) =>
      service.ask(
        assessEligibility,
        { trialId: 'MANUS', participantId, criteria: answers(), evidence: evidence as never },
        site('MANUS').who,
      );
    const randomise = (participantId: string) =>
      service.send(randomiseParticipant, { trialId: 'MANUS', participantId }, site('MANUS').who);

    it('that has expired blocks randomisation and says what, until newer is on record', async () => {
      const participantId = await assessed([
        { code: 'x-ray-hand', takenOn: '2025-02-10' },
        { code: 'routine-laboratory', takenOn: '2025-05-01' },
        { code: 'pregnancy-test', takenAt: '2025-05-07T11:59:00Z' },
      ]);
      expect(await randomise(participantId)).toMatchObject({
        rejection: {
          code: 'evidence-expired',
          details: {
            expired: [
              { code: 'pregnancy-test', taken: '2025-05-07T11:59:00Z', age: '4321 minutes', limit: '72 hours' },
            ],
          },
        },
      });
      await assess(participantId, [{ code: 'pregnancy-test', takenAt: '2025-05-10T08:00:00Z' }]);
      expect(await randomise(participantId)).toHaveProperty('ok');
    });

    it('that expired before treatment refuses nothing, and is on record as a deviation', async () => {
      const participantId = await assessed([{ code: 'pregnancy-test', takenAt: '2025-05-10T08:00:00Z' }]);
      await randomise(participantId);
      await stepTo(service, '2025-05-20T12:00:00Z');
      const { administrationId } = await site('MANUS').treat(participantId, '2025-05-13T08:01:00Z');
      const expired = [
        { code: 'pregnancy-test', taken: '2025-05-10T08:00:00Z', age: '4321 minutes', limit: '72 hours' },
      ];
      expect(of(await service.said(participantTreated), participantId)).toMatchObject([{ expiredEvidence: expired }]);
      const kept = 'select expired_evidence from administration where id = $1';
      expect(await service.rows(kept, [administrationId])).toEqual([{ expired_evidence: expired }]);
      const { version } = await seen('MANUS', participantId);
      await correct('MANUS', participantId, '2025-05-13T08:00:00Z', version);
      expect(await service.rows(kept, [administrationId])).toEqual([{ expired_evidence: null }]);
      expect(of(await service.said(treatmentCorrected), participantId)[0]).not.toHaveProperty('expiredEvidence');
    });
  });

  describe('is refused', () => {
    const people: Record<string, string> = {};
    beforeAll(async () => {
      Object.assign(people, {
        eligible: await site('DRIP').eligible(),
        consented: await site('MANUS').consented(),
        randomised: await site('DRIP').randomised(),
        treated: await site('DRIP').randomised(),
        ended: await site('DRIP').randomised(),
        injected: await site('MANUS').randomised(),
      });
      await stepTo(service, '2025-05-20T18:00:00Z');
      const at = { givenAt: '2025-05-20T13:00:00Z' };
      await dose('DRIP', people['treated'] ?? '', at);
      await dose('DRIP', people['treated'] ?? '', { visitCode: 'W04', givenAt: '2025-05-20T15:00:00Z' });
      await dose('DRIP', people['ended'] ?? '', at);
      const end = { as: 'lost' as const, endedAt: '2025-05-20T14:00:00Z', reason: 'moved away' };
      await service.ask(
        endParticipation,
        { trialId: 'DRIP', participantId: people['ended'] ?? '', ...end },
        site('DRIP').who,
      );
    });

    const by = (name: string) => people[name] ?? randomUUID();
    const doseOf = (name: string, more: object = {}) =>
      aDose('DRIP', by(name), { givenAt: '2025-05-20T16:00:00Z', ...more });
    const later = { visitCode: 'W08' };
    const correctionOf = (name: string, anchorAt: string, expectedVersion?: number) => async () => ({
      trialId: 'DRIP',
      participantId: by(name),
      anchorAt,
      expectedVersion: expectedVersion ?? (people[name] ? (await seen('DRIP', by(name))).version : 1),
      reason: 'misread',
    });
    const evidence = (...given: object[]) => ({
      trialId: 'MANUS',
      participantId: by('consented'),
      criteria: answers(),
      evidence: given,
    });
    const manus: Partial<Context> = { trialId: 'MANUS' };
    const laboratory = { code: 'routine-laboratory', takenOn: '2025-05-01' };

    type Row = [
      code: string,
      operation: Operation,
      request: () => object | Promise<object>,
      context?: Partial<Context>,
    ];
    const rows: Row[] = [
      ['participant-unknown', recordDose, () => doseOf('nobody')],
      ['participant-unknown', recordDose, () => doseOf('treated', later), { sites: ['LUMC'] }],
      ['participant-not-randomised', recordDose, () => doseOf('eligible')],
      ['not-in-follow-up', recordDose, () => doseOf('ended', later)],
      ['administration-by-injection', recordDose, () => doseOf('injected', { trialId: 'MANUS' }), manus],
      ['nothing-given', recordDose, () => doseOf('randomised', { amount: 0, deviation: 'no access' })],
      ['less-than-planned', recordDose, () => doseOf('randomised', { amount: 559 })],
      ['given-more-than-planned', recordDose, () => doseOf('randomised', { amount: 561 })],
      ['body-weight-missing', recordDose, () => doseOf('randomised', { bodyWeight: undefined })],
      ['dose-visit-missing', recordDose, () => doseOf('randomised', { visitCode: undefined })],
      ['dose-not-due-at-visit', recordDose, () => doseOf('randomised', { visitCode: 'W02' })],
      ['dose-recorded-already', recordDose, () => doseOf('treated', { visitCode: 'W04' })],
      ['dose-in-future', recordDose, () => doseOf('randomised', { givenAt: '2025-05-20T18:00:00.001Z' })],
      ['dose-before-randomisation', recordDose, () => doseOf('randomised', { givenAt: '2025-05-20T11:00:00Z' })],
      ['dose-before-first', recordDose, () => doseOf('treated', { ...later, givenAt: '2025-05-20T12:30:00Z' })],
      ['first-dose-missing', recordDose, () => doseOf('randomised', later)],
      ['participant-unknown', correctTreatmentTime, correctionOf('nobody', '2025-05-20T12:30:00Z')],
      ['participant-not-treated', correctTreatmentTime, correctionOf('randomised', '2025-05-20T12:30:00Z')],
      ['version-conflict', correctTreatmentTime, correctionOf('treated', '2025-05-20T12:30:00Z', 999)],
      ['treatment-time-unchanged', correctTreatmentTime, correctionOf('treated', '2025-05-20T13:00:00Z')],
      ['treated-in-future', correctTreatmentTime, correctionOf('treated', '2025-05-20T18:00:01Z')],
      ['treated-before-randomisation', correctTreatmentTime, correctionOf('treated', '2025-05-20T11:59:59Z')],
      ['treated-after-later-dose', correctTreatmentTime, correctionOf('treated', '2025-05-20T15:00:00Z')],
      ['treated-after-end', correctTreatmentTime, correctionOf('ended', '2025-05-20T14:00:01Z')],
      ['evidence-unknown', assessEligibility, () => evidence({ ...laboratory, code: 'palm-reading' }), manus],
      ['evidence-given-twice', assessEligibility, () => evidence(laboratory, laboratory), manus],
      ['evidence-date-missing', assessEligibility, () => evidence({ ...laboratory, code: 'pregnancy-test' }), manus],
      ['evidence-in-future', assessEligibility, () => evidence({ ...laboratory, takenOn: '2025-05-21' }), manus],
    ];

    it.each(rows)('%s, and leaves no trace', async (code, operation, request, context = {}) => {
      const traces = () =>
        service.rows(
          'select (select count(*) from audit_entry) as trail, (select count(*) from command_receipt) as answered',
        );
      const asked = await request();
      const before = await traces();
      const reply = await service.send(operation, asked, { ...site('DRIP').who, ...context });
      expect(reply).toMatchObject({ rejection: { code } });
      expect(operation.rejections).toContain(code);
      expect(await traces()).toEqual(before);
    });

    it('body-weight-not-needed', async () => {
      const participantId = await site('TABLETS').randomised();
      const heavy = aDose('TABLETS', participantId, { bodyWeight: 70 });
      expect(await service.send(recordDose, heavy, site('TABLETS').who)).toMatchObject({
        rejection: { code: 'body-weight-not-needed' },
      });
    });

    it('for every reason its contracts promise', () => {
      const left = [recordDose, correctTreatmentTime].flatMap(({ name, rejections }) =>
        rejections
          .filter((code) => !rows.some(([refusal, operation]) => operation.name === name && refusal === code))
          .map((code) => `${name} ${code}`),
      );
      // A locked database stands in unblinding.service-spec.ts, a treatment ruled out in non-treatment.service-spec.ts.
      expect(left).toEqual([
        'record-dose trial-locked',
        'record-dose treatment-ruled-out',
        'record-dose body-weight-not-needed',
        'correct-treatment-time trial-locked',
      ]);
    });
  });
});
