import { randomUUID } from 'node:crypto';
import {
  correctAttendance,
  deviationDrafted,
  excludeVisit,
  judgeDeviation,
  listDeviations,
  missVisit,
  previewAppointment,
  previewAttendance,
  readAnalysisVisits,
  recordUnscheduledVisit,
  recordVisit,
  visitAttendanceCorrected,
  visitCancelled,
  visitDone,
  visitMoved,
  visitWindowClosed,
  visitWindowOpened,
} from '@trial/contracts';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort, inWords } from './cohort.js';
import { judgedMeanwhile } from './judged-meanwhile.js';
import { plansFolder } from './trial-files.js';

const trialId = 'PLANS';

describe('attendance', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: plansFolder() };
    service = await bootService('scheduling', SchedulingModule, { now: '2025-03-04T12:00:00.000Z', variables });
    cohort = new Cohort(service, { trialId });
  });
  afterAll(() => service.stop());

  const aParticipant = (siteId = 'UMCU') => cohort.somebody({ siteId });

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

  describe('a look before an attendance', () => {
    type Somebody = ReturnType<typeof aParticipant>;
    type When = { readonly occurredAt: string } | { readonly occurredOn: string };

    /** Where the visits of the plan are, by code. */
    const windowsOf = async (participant: Somebody) =>
      new Map(
        (await participant.visits())
          .filter(({ state }) => state !== 'cancelled')
          .map(({ visitCode, targetAt, opensAt, closesAt }) => [visitCode, { targetAt, opensAt, closesAt }] as const),
      );
    /** Looks, records or corrects, and tells which visits were said to move and which did: from where, and where to. */
    const lookedAndDone = async (participant: Somebody, code: string, when: When) => {
      const visit = await participant.visit(code);
      const before = await participant.visits();
      const from = await windowsOf(participant);
      const { laterVisits, ...preview } = await service.ask(previewAttendance, { ...visit, ...when }, participant.site);
      expect(await participant.visits()).toEqual(before);
      const { state, version: expectedVersion } = await participant.at(code);
      const recorded = await (state === 'done'
        ? service.ask(
            correctAttendance,
            { ...visit, ...when, expectedVersion, reason: 'typing error' },
            participant.site,
          )
        : service.ask(recordVisit, { ...visit, ...when }, participant.site));
      expect(preview).toEqual({ position: recorded.position });
      const said = laterVisits.map(({ visitCode, targetAt, opensAt, closesAt, movesTo }) => [
        visitCode,
        { targetAt, opensAt, closesAt },
        movesTo,
      ]);
      const did = [...(await windowsOf(participant))]
        .map(([visitCode, to]) => [visitCode, from.get(visitCode), to])
        .filter(([, was, is]) => JSON.stringify(was) !== JSON.stringify(is));
      return { said, did };
    };

    it('says which visits move and where to, and they and no others do', async () => {
      const participant = aParticipant('UMCN');
      await participant.consents();
      await participant.treated();
      await cohort.passTo('2025-03-27T12:00:00.000Z');
      const w02 = await participant.visit('W02');
      const asked = { ...w02, plannedFor: '2025-03-20T09:00:00Z' };
      const appointment = await service.ask(previewAppointment, asked, participant.site);
      const movesTo = appointment.laterVisits.flatMap((later) =>
        later.movesTo ? [[later.visitCode, later.movesTo]] : [],
      );

      const moves: unknown[] = [];
      for (const when of [
        { occurredAt: '2025-03-20T09:00:00Z' },
        { occurredAt: '2025-03-21T09:00:00Z' },
        // Not known to the day: the visit that counts from it is where it was before.
        { occurredOn: '2025-03' },
        { occurredOn: '2025-03-15' },
        // The call was over and lies ahead now: it is planned anew.
        { occurredAt: '2025-03-26T09:00:00Z' },
      ]) {
        const { said, did } = await lookedAndDone(participant, 'W02', when);
        expect(said).toEqual(did);
        moves.push(...did);
      }
      expect(moves.map((move) => (move as [string])[0])).toEqual(Array(5).fill('CALL'));
      expect(moves[0]).toEqual(['CALL', expect.anything(), movesTo[0]?.[1]]);
      expect(movesTo).toHaveLength(1);

      await service.ask(
        recordVisit,
        { ...(await participant.visit('CALL')), occurredOn: '2025-03-27' },
        participant.site,
      );
      // What took place stays, and from most visits no other counts.
      for (const [code, when] of [
        ['W02', { occurredAt: '2025-03-25T09:00:00Z' }],
        ['H48', { occurredAt: '2025-03-06T09:00:00Z' }],
      ] as const)
        expect(await lookedAndDone(participant, code, when)).toEqual({ said: [], did: [] });
    });

    it('says why it would be refused, and then moves nothing', async () => {
      const participant = aParticipant('UMCN');
      await participant.consents();
      await participant.treated();
      const look = async (code: string, when: object) =>
        service.send(previewAttendance, { ...(await participant.visit(code)), ...when }, participant.site);
      const excluded = { ...(await participant.visit('W24')), cause: 'other', reason: 'moves abroad' } as const;
      await service.ask(excludeVisit, excluded, participant.site);
      for (const [code, occurredAt, refusal] of [
        ['D0', '2025-03-04T09:00:00Z', 'visit-is-treatment'],
        ['W24', '2025-03-20T09:00:00Z', 'visit-already-settled'],
        ['W02', '2030-03-20T09:00:00Z', 'visit-in-future'],
        ['W02', '2025-02-24T09:00:00Z', 'visit-before-consent'],
        ['W02', '2025-03-04T08:00:00Z', 'visit-before-anchor'],
      ] as const)
        expect(await look(code, { occurredAt })).toMatchObject({ ok: { refusal, laterVisits: [] } });
      expect(await look('W02', {})).toMatchObject({ rejection: { code: 'moment-or-date' } });
      const nobody = { ...participant.of, visitId: randomUUID(), occurredOn: '2025-03-20' };
      expect(await service.send(previewAttendance, nobody, participant.site)).toMatchObject({
        rejection: { code: 'visit-unknown' },
      });
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

    const JUDGED_FIRST = {
      told: { state: 'confirmed', version: 2 },
      afterwards: { state: 'superseded', severity: 'major', judgedBy: 'investigator-umcu', version: 3 },
    };

    it('that is judged while the attendance is corrected has a version for each: judged, then superseded', async () => {
      const participant = aParticipant();
      await participant.consents();
      await participant.treated();
      const h48 = await participant.visit('H48');
      await service.ask(recordVisit, { ...h48, occurredAt: '2025-03-08T09:30:00Z' }, participant.site);
      const { version: expectedVersion } = await participant.at('H48');
      const inside = { ...h48, occurredAt: '2025-03-06T09:30:00Z', expectedVersion, reason: 'typing error' };
      const correct = () => service.ask(correctAttendance, inside, participant.site);
      expect(await judgedMeanwhile(service, participant.of, 'visit-late', correct)).toMatchObject(JUDGED_FIRST);
    });

    it('of evidence that is judged while the treatment is corrected has a version for each too', async () => {
      const participant = aParticipant();
      await participant.consents();
      const expiredEvidence = [{ code: 'x-ray-hand', taken: '2024-11-01', age: '123 days', limit: '90 days' }];
      await participant.treated({ expiredEvidence });
      const correct = () => participant.corrected(1, '2025-03-04T09:45:00.000Z');
      expect(await judgedMeanwhile(service, participant.of, 'evidence-expired', correct)).toMatchObject(JUDGED_FIRST);
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
});
