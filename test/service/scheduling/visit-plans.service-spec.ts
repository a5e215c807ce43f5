import { randomUUID } from 'node:crypto';
import {
  correctAttendance,
  deviationDrafted,
  endFollowUp,
  excludeVisit,
  judgeDeviation,
  listDeviations,
  listPlanChanges,
  missVisit,
  readAnalysisVisits,
  readCasebook,
  readVisit,
  recordUnscheduledVisit,
  recordVisit,
  visitAttendanceCorrected,
  visitCancelled,
  visitDone,
  visitMoved,
  visitPlanned,
  visitWindowClosed,
  visitWindowOpened,
  type VisitView,
} from '@trial/contracts';
import { Transactions } from '@trial/persistence';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort, TREATED_AT } from './cohort.js';
import { plansFolder } from './trial-files.js';

const trialId = 'PLANS';

describe('visit plans', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: plansFolder() };
    service = await bootService('scheduling', SchedulingModule, { now: '2025-03-04T12:00:00.000Z', variables });
    cohort = new Cohort(service, { trialId });
  }, 60_000);
  afterAll(() => service.stop());

  const aParticipant = (siteId = 'UMCU') => cohort.somebody({ siteId });
  const inWords = ({ visitCode, targetAt, provisional }: VisitView): string =>
    `${visitCode} ${targetAt.slice(0, 10)}${provisional ? ' provisional' : ''}`;

  it('stores what its tables say: the migrations leave the mapping nothing to add', async () => {
    const { dataSource } = service.app.get(Transactions, { strict: false });
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => !/DROP (CONSTRAINT|INDEX)/.test(query))).toEqual([]);
  });

  describe('what is known so far', () => {
    it('brings at consent what comes before treatment, and its forms can be answered from that day on', async () => {
      const participant = aParticipant();
      await participant.consents();

      expect((await participant.visits()).map(inWords)).toEqual([
        'SCR 2025-02-24 provisional',
        'BL 2025-03-17 provisional',
        'D0 2025-03-24 provisional',
      ]);
      await eventually(async () => expect((await participant.codes(visitWindowOpened)).sort()).toEqual(['BL', 'SCR']));
      expect(await participant.codes(visitWindowClosed)).toEqual([]);
    });

    it('brings a provisional follow-up at randomisation, of which no bell rings and which cannot take place yet', async () => {
      const participant = aParticipant();
      await participant.consents();
      await participant.randomised();

      const visits = await participant.visits();
      expect(visits.map(({ visitCode }) => visitCode)).toEqual([
        'SCR',
        'BL',
        'D0',
        'H48',
        'W02',
        'CALL',
        'W04',
        'W08',
        'W12',
        'W24',
        'M-1',
        'M-2',
        'M-3',
        'W52',
      ]);
      expect(visits.every(({ provisional }) => provisional)).toBe(true);
      expect(await participant.codes(visitPlanned)).toEqual(['SCR', 'BL']);
      const early = { ...(await participant.visit('H48')), occurredAt: '2025-03-04T11:00:00Z' };
      expect(await service.send(recordVisit, early, participant.site)).toMatchObject({
        rejection: { code: 'visit-before-anchor' },
      });
    });

    it('is firm once treatment was given, says each follow-up visit once, and treatment is attendance', async () => {
      const participant = aParticipant();
      await participant.consents();
      await participant.randomised();
      await participant.treated();

      expect((await participant.visits()).map(inWords)).toEqual([
        'SCR 2025-02-03',
        'BL 2025-02-24',
        'D0 2025-03-03',
        'H48 2025-03-06',
        'W02 2025-03-17',
        'CALL 2025-03-19 provisional',
        'W04 2025-03-31',
        'W08 2025-04-28',
        'W12 2025-05-26',
        'W24 2025-08-18',
        'M-1 2025-09-19',
        'M-2 2025-10-17',
        'M-3 2025-11-14',
        'W52 2026-03-02',
      ]);
      expect((await participant.codes(visitPlanned)).sort()).toEqual([
        'BL',
        'D0',
        'H48',
        'M-1',
        'M-2',
        'M-3',
        'SCR',
        'W02',
        'W04',
        'W08',
        'W12',
        'W24',
        'W52',
      ]);
      expect(await participant.at('D0')).toMatchObject({
        state: 'done',
        occurredAt: TREATED_AT,
        position: 'in-window',
      });
      expect(await participant.codes(visitDone)).toEqual(['D0']);
      // What came before treatment closes with it.
      await eventually(async () => expect(await participant.codes(visitWindowClosed)).toEqual(['SCR']));
    });

    it('makes the same plan in whatever order it is heard', async () => {
      const orders = [
        ['consents', 'randomised', 'treated'],
        ['treated', 'consents', 'randomised'],
        ['randomised', 'treated', 'consents'],
        ['treated', 'randomised', 'consents'],
      ] as const;
      const plans: string[][] = [];
      for (const order of orders) {
        const participant = aParticipant();
        for (const news of order) await participant[news]();
        plans.push((await participant.visits()).map((visit) => `${inWords(visit)} ${visit.state}`));
      }
      expect(plans[0]).toHaveLength(14);
      for (const plan of plans) expect(plan).toEqual(plans[0]);
    });

    it('changes nothing when it is heard again', async () => {
      const participant = aParticipant();
      await participant.consents();
      await participant.treated();
      const before = await participant.visits();
      await participant.consents();
      await participant.treated({ administrationId: randomUUID() });
      expect(await participant.visits()).toEqual(before);
      // Consent opened what comes before treatment; treatment said where it ends. Both once.
      expect(await participant.codes(visitMoved)).toEqual(['SCR', 'BL']);
    });

    it('keeps what comes before treatment open until treatment, however long after randomisation it is', async () => {
      const participant = aParticipant();
      await participant.consents();
      const { closesAt } = await participant.at('BL');
      await participant.randomised();
      expect(await participant.at('BL')).toMatchObject({ provisional: true, closesAt });
      await participant.treated();
      expect(await participant.at('BL')).toMatchObject({ provisional: false, closesAt: '2025-03-04T23:00:00.000Z' });
    });

    it('closes the forms of a visit that took place when screening fails', async () => {
      const participant = aParticipant();
      await participant.consents();
      const bl = await participant.visit('BL');
      await eventually(async () => expect(await participant.codes(visitWindowOpened)).toContain('BL'));
      await service.ask(recordVisit, { ...bl, occurredAt: '2025-03-03T09:00:00Z' }, participant.site);
      await participant.screeningFails();
      await eventually(async () => expect(await participant.codes(visitWindowClosed)).toEqual(['BL']));
    });

    it('is nothing for somebody who failed screening', async () => {
      const participant = aParticipant();
      await participant.consents();
      await participant.screeningFails();
      expect((await participant.visits()).map(({ state, cause }) => [state, cause])).toEqual(
        Array.from({ length: 3 }, () => ['cancelled', 'screening-failed']),
      );
      expect((await participant.said(visitCancelled)).map(({ because }) => because)).toEqual(
        Array.from({ length: 3 }, () => 'screening-failed'),
      );
    });
  });

  describe('a visit that counts from another', () => {
    it('moves when that one took place, and again when its time is corrected; no other visit moves', async () => {
      const participant = aParticipant();
      await participant.consents();
      await participant.treated();
      await cohort.passTo('2025-03-27T12:00:00.000Z');
      const others = async () => (await participant.visits()).filter(({ visitCode }) => !/CALL|W02/.test(visitCode));
      const before = await others();

      const w02 = await participant.visit('W02');
      await service.ask(recordVisit, { ...w02, occurredAt: '2025-03-20T09:00:00Z' }, participant.site);
      expect(inWords(await participant.at('CALL'))).toBe('CALL 2025-03-21');
      const corrected = { ...w02, occurredAt: '2025-03-21T09:00:00Z', reason: 'typing error' };
      await service.ask(correctAttendance, { ...corrected, expectedVersion: 2 }, participant.site);
      expect(inWords(await participant.at('CALL'))).toBe('CALL 2025-03-22');

      expect((await participant.said(visitMoved)).map(({ visitCode, because }) => [visitCode, because])).toEqual([
        ['SCR', 'anchor-known'],
        ['BL', 'anchor-known'],
        ['CALL', 'earlier-visit'],
      ]);
      expect(await others()).toEqual(before);
    });
  });

  describe('a visit that counts from another whose time was wrong', () => {
    it('is planned anew when its window had closed meanwhile and now lies ahead', async () => {
      const participant = aParticipant();
      await participant.consents();
      await participant.treated();
      await cohort.passTo('2025-03-27T12:00:00.000Z');
      const w02 = await participant.visit('W02');
      await service.ask(recordVisit, { ...w02, occurredAt: '2025-03-18T09:00:00Z' }, participant.site);
      const closed = await participant.at('CALL');
      expect(closed).toMatchObject({ state: 'planned', standing: 'overdue', closesAt: '2025-03-21T23:00:00.000Z' });
      await eventually(async () => expect(await participant.codes(visitWindowClosed)).toContain('CALL'));

      const corrected = { ...w02, occurredAt: '2025-03-26T09:00:00Z', reason: 'the day of another participant' };
      await service.ask(correctAttendance, { ...corrected, expectedVersion: 2 }, participant.site);
      const calls = (await participant.visits()).filter(({ visitCode }) => visitCode === 'CALL');
      expect(calls.find(({ visitId }) => visitId === closed.visitId)).toMatchObject({
        ...{ state: 'cancelled', targetAt: closed.targetAt },
      });
      const anew = calls.find(({ visitId }) => visitId !== closed.visitId);
      expect(anew).toMatchObject({ state: 'planned', standing: 'upcoming', opensAt: '2025-03-27T23:00:00.000Z' });
      expect(await participant.said(visitCancelled)).toMatchObject([
        { visitId: closed.visitId, because: 'planned-anew' },
      ]);

      await cohort.passTo('2025-03-28T12:00:00.000Z');
      await eventually(async () =>
        expect((await participant.said(visitWindowOpened)).map(({ visitId }) => visitId)).toContain(anew?.visitId),
      );
      const call = { ...participant.of, visitId: anew?.visitId ?? '', occurredAt: '2025-03-28T11:00:00Z' };
      expect(await service.ask(recordVisit, call, participant.site)).toMatchObject({ position: 'in-window' });
    });
  });

  describe('a deviation', () => {
    it('is drafted with the attendance that causes it, judged by a person, and superseded when it no longer holds', async () => {
      const participant = aParticipant('LUMC');
      await participant.consents();
      await participant.treated();
      const w02 = await participant.visit('W02');
      await service.ask(recordVisit, { ...w02, occurredAt: '2025-03-24T09:00:00Z' }, participant.site);

      const list = async () =>
        (await service.ask(listDeviations, participant.of, participant.site)).items.map(
          ({ visitCode, kind, by, unit, rule, state, severity }) => ({
            visitCode,
            kind,
            by,
            unit,
            rule,
            state,
            severity,
          }),
        );
      const drafted = {
        visitCode: 'W02',
        kind: 'visit-late',
        by: 3,
        unit: 'days',
        rule: 'W02 takes place from 2025-03-15 to 2025-03-21',
        state: 'drafted',
        severity: undefined,
      };
      expect(await list()).toEqual([drafted]);
      expect(await participant.codes(deviationDrafted)).toEqual(['W02']);

      const [first] = (await service.ask(listDeviations, participant.of, participant.site)).items;
      const deviationId = first?.deviationId ?? '';
      const judgement = {
        trialId,
        deviationId,
        severity: 'minor',
        expectedVersion: 1,
        reason: 'one day late',
      } as const;
      expect(await service.ask(judgeDeviation, judgement, participant.site)).toMatchObject({
        state: 'confirmed',
        severity: 'minor',
        judgedBy: 'investigator-umcu',
        version: 2,
      });
      expect(await service.send(judgeDeviation, judgement, participant.site)).toMatchObject({
        rejection: { code: 'version-conflict' },
      });

      const corrected = { ...w02, occurredAt: '2025-03-21T09:00:00Z', reason: 'the diary says the 21st' };
      await service.ask(correctAttendance, { ...corrected, expectedVersion: 2 }, participant.site);
      expect(await list()).toEqual([{ ...drafted, state: 'superseded', severity: 'minor' }]);
      expect(await participant.codes(visitAttendanceCorrected)).toEqual(['W02']);
      expect(await service.send(judgeDeviation, { ...judgement, expectedVersion: 3 }, participant.site)).toMatchObject({
        rejection: { code: 'deviation-superseded' },
      });
    });

    it('is drafted for a missed visit, and gone when the visit took place after all', async () => {
      const participant = aParticipant('LUMC');
      await participant.consents();
      await participant.treated();
      const h48 = await participant.visit('H48');
      await service.ask(missVisit, { ...h48, cause: 'participant-unable', reason: 'ill' }, participant.site);
      await service.ask(recordVisit, { ...h48, occurredAt: '2025-03-06T09:30:00Z' }, participant.site);

      const { items } = await service.ask(listDeviations, participant.of, participant.site);
      expect(items).toMatchObject([
        {
          kind: 'visit-missed',
          state: 'superseded',
          rule: 'H48 takes place from 2025-03-05T22:30 Europe/Amsterdam to 2025-03-07T10:30 Europe/Amsterdam',
        },
      ]);
    });

    it('of another site, or that is none, is not there', async () => {
      const judgement = {
        trialId,
        deviationId: randomUUID(),
        severity: 'none',
        expectedVersion: 1,
        reason: 'no',
      } as const;
      expect(await service.send(judgeDeviation, judgement, { trialId })).toMatchObject({
        rejection: { code: 'deviation-unknown' },
      });
    });
  });

  describe('a visit that nobody planned', () => {
    it('is numbered, deviates in nothing, and stands in for a missed visit in whose window it fell', async () => {
      const participant = aParticipant('UMCN');
      await participant.consents();
      await participant.treated();
      const came = (occurredAt: string) =>
        service.ask(
          recordUnscheduledVisit,
          { ...participant.of, occurredAt, cause: 'participant-asked' },
          participant.site,
        );
      const w02 = await participant.visit('W02');
      await service.ask(missVisit, { ...w02, cause: 'not-reached', reason: 'no answer' }, participant.site);

      expect(await came('2025-03-21T09:00:00Z')).toMatchObject({
        visitCode: 'UNS-1',
        kind: 'unscheduled',
        state: 'done',
      });
      const second = await came('2025-03-17T09:00:00Z');
      expect(second).toMatchObject({ visitCode: 'UNS-2', position: 'in-window', studyDay: 14 });
      expect((await participant.said(visitDone)).filter(({ kind }) => kind === 'unscheduled')).toHaveLength(2);

      const analysis = await service.ask(readAnalysisVisits, participant.of, {
        ...participant.site,
        role: 'data-manager',
      });
      expect(analysis).toMatchObject({ trialVersion: 1, outOfWindow: 'left-out', unscheduled: 'nearest-to-target' });
      expect(analysis.items.find(({ visitCode }) => visitCode === 'W02')).toEqual({
        visitCode: 'W02',
        rule: 'nearest-unscheduled',
        visitId: second.visitId,
        occurredAt: '2025-03-17T09:00:00.000Z',
        daysFromTarget: -1,
      });
      expect(analysis.items.find(({ visitCode }) => visitCode === 'W04')).toEqual({
        visitCode: 'W04',
        rule: 'nothing',
      });
    });

    it('is refused before consent, in the future, and for nobody', async () => {
      const participant = aParticipant();
      const came = (occurredAt: string, who = participant.of) =>
        service.send(recordUnscheduledVisit, { ...who, occurredAt, cause: 'other' }, participant.site);
      expect(await came('2025-03-05T09:00:00Z')).toMatchObject({ rejection: { code: 'participant-not-known-yet' } });
      await participant.consents();
      expect(await came('2025-02-25T08:59:59Z')).toMatchObject({ rejection: { code: 'visit-before-consent' } });
      expect(await came('2030-01-01T00:00:00Z')).toMatchObject({ rejection: { code: 'visit-in-future' } });
      expect(await came('2025-03-05T09:00:00Z', { trialId, participantId: randomUUID() })).toMatchObject({
        rejection: { code: 'participant-not-known-yet' },
      });
      expect(
        await service.send(readAnalysisVisits, { trialId, participantId: randomUUID() }, participant.site),
      ).toMatchObject({ rejection: { code: 'participant-not-known-yet' } });
    });
  });

  describe('corrections and exclusions', () => {
    it('are refused when they cannot be', async () => {
      const participant = aParticipant();
      await participant.consents();
      await participant.treated();
      const h48 = await participant.visit('H48');
      const correct = (occurredAt: string, expectedVersion: number) =>
        service.send(
          correctAttendance,
          { ...h48, occurredAt, expectedVersion, reason: 'typing error' },
          participant.site,
        );
      const { version } = await participant.at('H48');
      expect(await correct('2025-03-06T09:00:00Z', version)).toMatchObject({ rejection: { code: 'visit-not-done' } });
      expect(
        await service.send(recordVisit, { ...h48, occurredAt: '2025-02-25T08:00:00Z' }, participant.site),
      ).toMatchObject({
        rejection: { code: 'visit-before-consent' },
      });
      await service.ask(recordVisit, { ...h48, occurredAt: '2025-03-06T09:00:00Z' }, participant.site);
      expect(await correct('2025-03-06T09:00:00Z', version)).toMatchObject({ rejection: { code: 'version-conflict' } });
      expect(await correct('2025-03-04T08:00:00Z', version + 1)).toMatchObject({
        rejection: { code: 'visit-before-anchor' },
      });
      expect(await correct('2030-03-04T08:00:00Z', version + 1)).toMatchObject({
        rejection: { code: 'visit-in-future' },
      });
      const exclude = { ...h48, cause: 'other', reason: 'no injection was given' } as const;
      expect(await service.send(excludeVisit, exclude, participant.site)).toMatchObject({
        rejection: { code: 'visit-already-settled' },
      });
    });

    it('an excluded visit has no window any more', async () => {
      const participant = aParticipant();
      await participant.consents();
      await participant.treated();
      const w24 = await participant.visit('W24');
      const excluded = { ...w24, cause: 'treatment-not-given', reason: 'nothing was given' } as const;
      expect(await service.ask(excludeVisit, excluded, participant.site)).toMatchObject({
        state: 'not-applicable',
        standing: 'closed',
        cause: 'treatment-not-given',
      });
      expect(
        await service.rows(`select status from deadline where key = $1 and status = 'armed'`, [w24.visitId]),
      ).toEqual([]);
      expect((await participant.said(visitCancelled)).map(({ because }) => because)).toEqual(['not-applicable']);
    });
  });

  describe('who leaves early', () => {
    it('is asked to come once more, counted from that moment, and gets no other visit', async () => {
      const participant = aParticipant();
      await participant.consents();
      await participant.treated();
      await participant.ended('withdrawn', '2025-03-27T10:00:00.000Z');
      const visits = await participant.visits();
      expect(visits.filter(({ state }) => state === 'planned').map(({ visitCode }) => visitCode)).toEqual(
        expect.arrayContaining(['ET']),
      );
      expect(await participant.at('ET')).toMatchObject({
        opensAt: '2025-03-26T23:00:00.000Z',
        closesAt: '2025-04-10T22:00:00.000Z',
        countedFrom: 'end of participation',
        state: 'planned',
      });
      await eventually(async () => expect(await participant.codes(visitWindowOpened)).toContain('ET'));

      const died = aParticipant();
      await died.consents();
      await died.treated();
      await died.ended('died', '2025-03-27T10:00:00.000Z');
      expect((await died.visits()).map(({ visitCode }) => visitCode)).not.toContain('ET');
    });
  });

  describe('the end of variable follow-up', () => {
    it('cancels the visits of that kind that would open after it, and none of another', async () => {
      const participant = aParticipant('UMCN');
      await participant.consents();
      await participant.treated();
      const end = { trialId, endsOn: '2025-10-01', reason: 'the last participant reached week 20' };
      await service.ask(endFollowUp, end, { ...participant.site, role: 'data-manager' });
      await eventually(async () =>
        expect((await participant.said(visitCancelled)).map(({ visitCode, because }) => [visitCode, because])).toEqual([
          ['M-2', 'follow-up-ended'],
          ['M-3', 'follow-up-ended'],
        ]),
      );
      expect(await participant.at('M-1')).toMatchObject({ state: 'planned' });
      expect(await participant.at('W52')).toMatchObject({ state: 'planned' });

      // Put off, it has them again: as new visits, and what was cancelled stays on record.
      const later = { trialId, endsOn: '2025-12-01', reason: 'one more participant was randomised' };
      await service.ask(endFollowUp, later, { ...participant.site, role: 'data-manager' });
      const monthTwo = async () => (await participant.visits()).filter(({ visitCode }) => visitCode === 'M-2');
      await eventually(async () =>
        expect((await monthTwo()).map(({ state }) => state).sort()).toEqual(['cancelled', 'planned']),
      );
      const changes = await service.ask(listPlanChanges, { ...participant.of, limit: 200 }, participant.site);
      const anew = (await monthTwo()).find(({ state }) => state === 'planned');
      expect(changes.items.filter(({ visitId }) => visitId === anew?.visitId)).toMatchObject([
        { change: 'added', because: 'follow-up-end' },
      ]);
      const bells = await service.rows(`select status from deadline where key = $1 and status = 'armed'`, [
        anew?.visitId,
      ]);
      expect(bells).toHaveLength(1);
      const casebook = await service.ask(readCasebook, { trialId, limit: 50 }, participant.site);
      const { cells = [] } =
        casebook.items.find(({ participantId }) => participantId === participant.participantId) ?? {};
      expect(cells.filter(({ visit }) => visit === 'M-2')).toMatchObject([{ state: 'planned' }]);
    });
  });

  describe('an amended trial', () => {
    it('changes the visits that have not taken place, once the participant consented to it', async () => {
      const participant = aParticipant();
      await participant.consents();
      await participant.treated({ anchorAt: '2025-03-04T10:00:00.000Z' });
      const w02 = await participant.visit('W02');
      await service.ask(recordVisit, { ...w02, occurredAt: '2025-03-18T09:00:00Z' }, participant.site);
      await participant.consents({ trialVersion: 2, consentVersion: '2', consentedAt: '2025-03-27T11:00:00.000Z' });

      expect((await participant.said(visitMoved)).map(({ visitCode, because }) => [visitCode, because])).toEqual([
        ['SCR', 'anchor-known'],
        ['BL', 'anchor-known'],
        ['W04', 'amendment'],
      ]);
      expect((await participant.said(visitCancelled)).map(({ visitCode, because }) => [visitCode, because])).toEqual([
        ['W08', 'no-longer-planned'],
      ]);
      expect(await participant.at('W04')).toMatchObject({
        opensAt: '2025-03-30T22:00:00.000Z',
        closesAt: '2025-04-02T22:00:00.000Z',
        trialVersion: 2,
      });
      expect(await participant.at('W06')).toMatchObject({ state: 'planned', trialVersion: 2 });
      // Its window stays; its forms and reminders will be those of the version consented to.
      expect(await participant.at('W12')).toMatchObject({ state: 'planned', trialVersion: 2 });
      expect(await participant.at('W02')).toMatchObject({ state: 'done', trialVersion: 1 });
      expect(await service.ask(readVisit, w02, participant.site)).toMatchObject({ trialVersion: 1 });
    });

    it('leaves what took place under its own rules, which a corrected day 0 still moves', async () => {
      const participant = aParticipant();
      await participant.consents();
      const anchorAt = '2025-03-04T10:00:00.000Z';
      await participant.treated({ anchorAt });
      const w02 = await participant.visit('W02');
      await service.ask(recordVisit, { ...w02, occurredAt: '2025-03-18T09:00:00Z' }, participant.site);
      await participant.consents({ trialVersion: 2, consentVersion: '2', consentedAt: '2025-03-27T11:00:00.000Z' });
      await participant.corrected(1, '2025-03-01T10:00:00.000Z', { trialVersion: 2, previousAnchorAt: anchorAt });
      expect(await participant.at('W02')).toMatchObject({
        ...{ state: 'done', trialVersion: 1, studyDay: 18 },
        ...{ targetAt: '2025-03-14T23:00:00.000Z', closesAt: '2025-03-18T23:00:00.000Z' },
      });
    });

    it('keeps the version a window opened under, also when the window moves: its forms are of that version', async () => {
      const participant = aParticipant();
      await participant.consents();
      // Week 4 is open when the version that narrows it is consented to.
      await participant.treated({ anchorAt: '2025-02-27T10:00:00.000Z' });
      await eventually(async () => expect(await participant.codes(visitWindowOpened)).toContain('W04'));
      await participant.consents({ trialVersion: 2, consentVersion: '2', consentedAt: '2025-03-27T11:00:00.000Z' });
      expect(await participant.at('W04')).toMatchObject({ trialVersion: 1, closesAt: '2025-03-28T23:00:00.000Z' });
      expect(await participant.at('W12')).toMatchObject({ trialVersion: 2 });
    });
  });
});
