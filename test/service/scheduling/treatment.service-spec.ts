import {
  correctAttendance,
  excludeVisit,
  listDeviations,
  listPlanChanges,
  missVisit,
  recordUnscheduledVisit,
  recordVisit,
  rescheduleVisit,
  visitAttendanceCorrected,
  visitCancelled,
  visitMoved,
  visitRescheduled,
  visitWindowClosed,
  visitWindowOpened,
  type VisitView,
} from '@trial/contracts';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort, TREATED_AT } from './cohort.js';
import { plansFolder } from './trial-files.js';

const NOW = '2025-03-12T12:00:00.000Z';

describe('what treatment means to a plan', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: plansFolder() };
    service = await bootService('scheduling', SchedulingModule, { now: NOW, variables });
    cohort = new Cohort(service);
  });
  afterAll(() => service.stop());

  const expiredEvidence = [{ code: 'x-ray-hand', taken: '2024-11-01', age: '123 days', limit: '90 days' }];
  const aParticipant = (trialId: string) => {
    const participant = cohort.somebody({ trialId });
    return {
      ...participant,
      treated: () => participant.treated({ expiredEvidence }),
      corrected: (correction: number, anchorAt: string, previousAnchorAt = TREATED_AT) =>
        participant.corrected(correction, anchorAt, {
          previousAnchorAt,
          ...(correction === 1 ? { expiredEvidence } : {}),
        }),
    };
  };
  const bellsOf = async (visitId = ''): Promise<string[]> =>
    (
      await service.rows<{ name: string; status: string }>(
        'select name, status from deadline where key = $1 order by 1',
        [visitId],
      )
    ).map(({ name, status }) => `${name.replace('scheduling.visit-window-', '')} ${status}`);
  const targets = (visits: readonly VisitView[]): string[] =>
    visits.map(({ visitCode, targetAt }) => `${visitCode} ${targetAt}`);

  describe('a corrected time', () => {
    it('moves every window, corrects when treatment took place, and lists every move with its reason', async () => {
      const participant = aParticipant('PLANS');
      await participant.consents();
      await participant.treated();
      const h48 = await participant.visit('H48');
      await service.ask(recordVisit, { ...h48, occurredAt: '2025-03-06T09:30:00Z' }, { trialId: 'PLANS' });
      await participant.corrected(1, '2025-03-03T22:30:00.000Z');

      expect(await participant.at('D0')).toMatchObject({ state: 'done', occurredAt: '2025-03-03T22:30:00.000Z' });
      expect(await participant.at('H48')).toMatchObject({
        state: 'done',
        occurredAt: '2025-03-06T09:30:00.000Z',
        targetAt: '2025-03-05T22:30:00.000Z',
        studyDay: 4,
      });
      expect(await participant.at('W02')).toMatchObject({ state: 'planned', targetAt: '2025-03-16T23:00:00.000Z' });
      expect(await participant.codes(visitAttendanceCorrected)).toEqual(['D0']);
      const moves = (await participant.said(visitMoved)).filter(({ because }) => because === 'anchor-corrected');
      expect(moves.map(({ visitCode }) => visitCode).sort()).toEqual([
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
      const { items } = await service.ask(listPlanChanges, { ...participant.of, limit: 200 }, { trialId: 'PLANS' });
      expect(items.filter(({ because }) => because === 'anchor-corrected')).toEqual(
        expect.arrayContaining([
          {
            visitId: (await participant.at('W02')).visitId,
            visitCode: 'W02',
            change: 'moved',
            because: 'anchor-corrected',
            trialVersion: 1,
            before: expect.objectContaining({ targetAt: '2025-03-17T23:00:00.000Z' }) as object,
            after: expect.objectContaining({ targetAt: '2025-03-16T23:00:00.000Z' }) as object,
            changedAt: NOW,
          },
        ]),
      );
    });

    it('plans anew what the clock had closed and now lies ahead, as a visit of its own', async () => {
      const participant = aParticipant('PLANS');
      await participant.consents();
      await participant.treated();
      const closed = await participant.at('H48');
      const appointment = { visitId: closed.visitId, plannedFor: '2025-03-13T09:00:00.000Z', reason: 'the only slot' };
      await service.ask(
        rescheduleVisit,
        { ...participant.of, ...appointment, expectedVersion: closed.version, outsideWindow: true },
        { trialId: 'PLANS' },
      );
      await eventually(async () => expect(await participant.codes(visitWindowClosed)).toContain('H48'));
      await participant.corrected(1, '2025-03-10T20:00:00.000Z');

      const both = (await participant.visits()).filter(({ visitCode }) => visitCode === 'H48');
      const anew = both.find(({ visitId }) => visitId !== closed.visitId);
      expect(both).toHaveLength(2);
      expect(both.find(({ visitId }) => visitId === closed.visitId)).toMatchObject({
        ...{ state: 'cancelled', targetAt: closed.targetAt },
      });
      expect(anew).toMatchObject({
        ...{ state: 'planned', targetAt: '2025-03-12T20:00:00.000Z', plannedFor: appointment.plannedFor },
      });
      expect((await participant.said(visitRescheduled)).map(({ visitId }) => visitId)).toEqual([
        closed.visitId,
        anew?.visitId,
      ]);
      expect(await participant.said(visitCancelled)).toMatchObject([
        { visitId: closed.visitId, because: 'planned-anew' },
      ]);
      await eventually(async () =>
        expect((await participant.said(visitWindowOpened)).map(({ visitId }) => visitId)).toContain(anew?.visitId),
      );
      expect(await bellsOf(anew?.visitId)).toEqual(['closes armed', 'opens fired']);
    });

    it('dates also what does not count from it: recordable from then on, and a visit nobody planned has its study day', async () => {
      const participant = aParticipant('COUNTED');
      await participant.consents();
      await participant.randomised();
      const call = await participant.visit('R5');
      const came = { ...participant.of, occurredAt: '2025-03-03T12:00:00Z', cause: 'participant-asked' as const };
      await service.ask(recordUnscheduledVisit, came, { trialId: 'COUNTED' });
      expect(await participant.at('UNS-1')).not.toHaveProperty('studyDay');
      const taken = () =>
        service.send(recordVisit, { ...call, occurredAt: '2025-03-08T09:00:00Z' }, { trialId: 'COUNTED' });
      expect(await taken()).toMatchObject({ rejection: { code: 'visit-before-anchor' } });
      const before = await participant.at('R5');

      await participant.treated();
      expect(await participant.at('R5')).toMatchObject({ targetAt: before.targetAt, closesAt: before.closesAt });
      expect(await participant.at('UNS-1')).toMatchObject({ studyDay: -1 });
      expect(await taken()).toMatchObject({ ok: { state: 'done', studyDay: 5 } });
      await participant.corrected(1, '2025-03-06T09:30:00.000Z');
      expect(await participant.at('R5')).toMatchObject({ state: 'done', studyDay: 3, targetAt: before.targetAt });
      expect(await participant.at('UNS-1')).toMatchObject({ studyDay: -3 });
    });

    it('makes the same plan in whatever order treatment and its corrections are heard, the highest number deciding', async () => {
      const last = '2025-03-05T09:30:00.000Z';
      const orders = [
        ['treated', 'first', 'second'],
        ['second', 'treated', 'first'],
        ['first', 'second', 'treated'],
        ['treated', 'second', 'first', 'treated', 'second'],
      ] as const;
      const plans: string[][] = [];
      for (const order of orders) {
        const participant = aParticipant('PLANS');
        await participant.consents();
        const news = {
          treated: participant.treated,
          first: () => participant.corrected(1, '2025-03-03T22:30:00.000Z'),
          second: () => participant.corrected(2, last, '2025-03-03T22:30:00.000Z'),
        };
        for (const each of order) await news[each]();
        plans.push(targets(await participant.visits()));
        expect(await participant.at('D0')).toMatchObject({ state: 'done', occurredAt: last });
      }
      for (const plan of plans) expect(plan).toEqual(plans[0]);
    });

    it('supersedes what is no deviation any more: evidence that was too old by the wrong time', async () => {
      const participant = aParticipant('PLANS');
      await participant.consents();
      await participant.treated();
      const states = async () =>
        (await service.ask(listDeviations, participant.of, { trialId: 'PLANS' })).items
          .filter(({ kind }) => kind === 'evidence-expired')
          .map(({ visitCode, rule, state }) => ({ visitCode, rule, state }));
      const drafted = {
        visitCode: 'D0',
        rule: 'x-ray-hand is at most 90 days old at treatment, it was 123 days',
        state: 'drafted',
      };
      expect(await states()).toEqual([drafted]);
      await participant.corrected(1, '2025-03-04T09:45:00.000Z');
      expect(await states()).toEqual([drafted]);
      await participant.corrected(2, '2025-03-04T10:00:00.000Z');
      expect(await states()).toEqual([{ ...drafted, state: 'superseded' }]);
    });
  });

  describe('a later dose', () => {
    it('is attendance of the visit at which it was due', async () => {
      const participant = aParticipant('MASKED');
      await participant.consents();
      await participant.treated();
      expect(await participant.at('D7')).toMatchObject({ state: 'planned' });
      await participant.dosed('D7', '2025-03-11T10:00:00.000Z');
      expect(await participant.at('D7')).toMatchObject({ state: 'done', occurredAt: '2025-03-11T10:00:00.000Z' });
      await participant.dosed('W02', '2025-03-11T10:00:00.000Z');
      expect(await participant.at('W02')).toMatchObject({ state: 'planned' });
    });
  });

  describe('a visit of treatment', () => {
    it('is not attended by hand; that nothing was given can be said, and what was given after all counts', async () => {
      const participant = aParticipant('MASKED');
      await participant.consents();
      await participant.treated();
      const of = { trialId: 'MASKED' };
      const { version: expectedVersion } = await participant.at('D0');
      const byHand = { occurredAt: '2025-03-11T09:00:00Z', expectedVersion, reason: 'typing error' };
      expect([
        await service.send(recordVisit, { ...(await participant.visit('D7')), occurredAt: byHand.occurredAt }, of),
        await service.send(correctAttendance, { ...(await participant.visit('D0')), ...byHand }, of),
      ]).toMatchObject(Array(2).fill({ rejection: { code: 'visit-is-treatment' } }));

      await service.ask(
        missVisit,
        { ...(await participant.visit('D7')), cause: 'other', reason: 'nothing was given' },
        of,
      );
      await participant.dosed('D7', '2025-03-11T10:00:00.000Z');
      expect(await participant.at('D7')).toMatchObject({ state: 'done', occurredAt: '2025-03-11T10:00:00.000Z' });
    });

    it('took place by the window it has by then, which opens and closes, also where it was said not to apply', async () => {
      const participant = aParticipant('MASKED');
      await participant.consents();
      await participant.treated();
      const d7 = await participant.visit('D7');
      const bells = () => bellsOf(d7.visitId);
      await eventually(async () => expect(await bells()).toEqual(['closes armed', 'opens fired']));
      const excluded = { ...d7, cause: 'treatment-not-given', reason: 'nothing was given' } as const;
      await service.ask(excludeVisit, excluded, { trialId: 'MASKED' });
      await participant.corrected(1, '2025-03-05T09:30:00.000Z');
      expect(await bells()).toEqual(['closes disarmed', 'opens fired']);
      const moved = (await participant.said(visitMoved)).filter(({ visitId }) => visitId === d7.visitId);
      expect(moved.at(-1)).toMatchObject({ because: 'anchor-corrected', closesAt: '2025-03-13T23:00:00.000Z' });

      await participant.dosed('D7', '2025-03-11T10:00:00.000Z');
      expect(await participant.at('D7')).toMatchObject({
        ...{ state: 'done', occurredAt: '2025-03-11T10:00:00.000Z', deviationDays: -1 },
        ...{ targetAt: '2025-03-11T23:00:00.000Z', closesAt: '2025-03-13T23:00:00.000Z' },
      });
      expect(await bells()).toEqual(['closes armed', 'opens fired']);
    });
  });

  describe('what is heard late', () => {
    it('is not lost: a dose heard before the arm whose visit it belongs to', async () => {
      const participant = aParticipant('OPEN');
      await participant.consents();
      await participant.treated();
      await participant.dosed('D7', '2025-03-11T10:00:00.000Z');
      await participant.opened('msc');
      expect(await participant.at('D7')).toMatchObject({ state: 'done', occurredAt: '2025-03-11T10:00:00.000Z' });
    });

    it('is not lost: a dose given before somebody left and heard after it; one after it changes nothing', async () => {
      const given = async (givenAt: string) => {
        const participant = aParticipant('MASKED');
        await participant.consents();
        await participant.treated();
        await participant.ended('lost', '2025-03-11T12:00:00.000Z');
        await participant.dosed('D7', givenAt);
        return (await participant.at('D7')).state;
      };
      expect(await given('2025-03-11T10:00:00.000Z')).toBe('done');
      expect(await given('2025-03-11T12:00:01.000Z')).toBe('cancelled');
    });

    it('opens no window of somebody who left, although a correction moves a visit that took place', async () => {
      const participant = aParticipant('PLANS');
      await participant.consents();
      await participant.treated();
      const w02 = await participant.visit('W02');
      // Early: its window has not opened, and never will.
      await service.ask(recordVisit, { ...w02, occurredAt: '2025-03-12T09:00:00Z' }, { trialId: 'PLANS' });
      await participant.ended('lost', '2025-03-12T10:00:00.000Z');
      await participant.corrected(1, '2025-03-03T10:30:00.000Z');
      expect(await participant.at('W02')).toMatchObject({ state: 'done', targetAt: '2025-03-16T23:00:00.000Z' });
      expect((await bellsOf(w02.visitId)).filter((bell) => bell.endsWith(' armed'))).toEqual([]);
    });

    it('moves treatment also of somebody who left, and drafts no deviation of it', async () => {
      const participant = aParticipant('PLANS');
      await participant.consents();
      await participant.treated();
      await participant.ended('lost', '2025-03-11T12:00:00.000Z');
      await participant.corrected(2, '2025-03-02T10:00:00.000Z');
      expect(await participant.at('D0')).toMatchObject({
        occurredAt: '2025-03-02T10:00:00.000Z',
        position: 'in-window',
      });
      const { items } = await service.ask(listDeviations, participant.of, { trialId: 'PLANS' });
      expect(items.filter(({ kind }) => kind !== 'evidence-expired')).toEqual([]);
    });
  });

  describe('the arm', () => {
    const ofArms = (visits: readonly VisitView[]): string[] =>
      visits.map(({ visitCode }) => visitCode).filter((code) => ['X', 'Y'].includes(code));

    it('of an open trial decides which visits somebody has, whenever it is heard', async () => {
      for (const [arm, code] of [
        ['msc', 'X'],
        ['placebo', 'Y'],
      ] as const) {
        const before = aParticipant('OPEN');
        await before.consents();
        await before.opened(arm);
        await before.treated();
        expect(ofArms(await before.visits())).toEqual([code]);
        const after = aParticipant('OPEN');
        await after.consents();
        await after.treated();
        expect(ofArms(await after.visits())).toEqual([]);
        await after.opened(arm);
        expect(ofArms(await after.visits())).toEqual([code]);
      }
    });

    it('of a masked trial changes nothing: everybody has the visits of all arms, in the same shape', async () => {
      const plans: object[][] = [];
      for (const arm of ['msc', 'placebo', undefined]) {
        const participant = aParticipant('MASKED');
        await participant.consents();
        await participant.treated();
        if (arm !== undefined) await participant.opened(arm);
        const visits = await participant.visits();
        expect(ofArms(visits)).toEqual(['X', 'Y']);
        plans.push(visits.map(({ visitId: _, participantId: __, ...visit }) => visit));
        expect(await service.rows('select arm from participant where id = $1', [participant.of.participantId])).toEqual(
          [{ arm: null }],
        );
      }
      for (const plan of plans) expect(plan).toEqual(plans[0]);
    });
  });
});
