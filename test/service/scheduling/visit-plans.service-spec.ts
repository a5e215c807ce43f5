import { randomUUID } from 'node:crypto';
import {
  recordVisit,
  visitCancelled,
  visitDone,
  visitMoved,
  visitPlanned,
  visitWindowClosed,
  visitWindowOpened,
} from '@trial/contracts';
import { Transactions } from '@trial/persistence';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort, TREATED_AT, inWords } from './cohort.js';
import { plansFolder } from './trial-files.js';

const trialId = 'PLANS';

describe('visit plans', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: plansFolder() };
    service = await bootService('scheduling', SchedulingModule, { now: '2025-03-04T12:00:00.000Z', variables });
    cohort = new Cohort(service, { trialId });
  });
  afterAll(() => service.stop());

  const aParticipant = (siteId = 'UMCU') => cohort.somebody({ siteId });

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
});
