import {
  listNotices,
  listWorklist,
  readCasebook,
  recordVisit,
  rescheduleVisit,
  treatmentExpectedAgain,
  treatmentRuledOut,
  visitCancelled,
  visitDone,
  visitPlanned,
  visitWindowClosed,
  visitWindowOpened,
} from '@trial/contracts';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort } from './cohort.js';
import { plansFolder } from './trial-files.js';

const DECIDED = '2025-03-06T10:00:00.000Z';
const CONTACT = ['W04 2025-03-31', 'W12 2025-05-26', 'W24 2025-08-18', 'W52 2026-03-02'];

describe('whoever is randomised and will not be treated', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: plansFolder() };
    service = await bootService('scheduling', SchedulingModule, { now: '2025-03-06T12:00:00.000Z', variables });
    cohort = new Cohort(service);
  });
  afterAll(() => service.stop());

  const aParticipant = (trialId = 'PLANS') => {
    const somebody = cohort.somebody({ trialId });
    const { of, site, siteId, visits, said, consents, randomised } = somebody;
    const within = { ...of, siteId, trialVersion: 1, zone: 'Europe/Amsterdam' };
    return {
      ...somebody,
      /** What is planned, in words. */
      plan: async () =>
        (await visits())
          .filter(({ state }) => state === 'planned')
          .map(({ visitCode, targetAt, provisional }) => {
            const day = new Date(Date.parse(targetAt) + 2 * 3_600_000).toISOString().slice(0, 10);
            return `${visitCode} ${day}${provisional ? ' provisional' : ''}`;
          }),
      cancelled: async () => (await said(visitCancelled)).map(({ visitCode, because }) => `${visitCode} ${because}`),
      work: async () =>
        (await service.ask(listWorklist, { ...of, role: 'everyone' }, site)).items.map(
          ({ rule, what }) => `${rule.code} ${what}`,
        ),
      news: {
        ...{ consents, randomised },
        ruledOut: (decision = 1, decidedAt = DECIDED) =>
          cohort.hear(treatmentRuledOut, { ...within, decision, decidedAt, cause: 'medical-reason' }),
        expected: (decision = 2) =>
          cohort.hear(treatmentExpectedAgain, { ...within, decision, decidedAt: '2025-03-06T11:00:00.000Z' }),
        treated: () => somebody.treated({ anchorAt: '2025-03-06T11:30:00.000Z' }),
      },
    };
  };
  const ruledOut = async (trialId = 'PLANS') => {
    const participant = aParticipant(trialId);
    await participant.news.consents();
    await participant.news.randomised();
    await participant.news.ruledOut();
    return participant;
  };

  it('keeps follow-up for contact, firm and counted from randomisation, and nothing before it', async () => {
    const participant = await ruledOut();
    expect(await participant.plan()).toEqual(CONTACT);
    const before = ['SCR', 'BL', 'D0', 'H48', 'W02', 'CALL', 'W08', 'M-1', 'M-2', 'M-3'];
    expect((await participant.cancelled()).sort()).toEqual(before.map((code) => `${code} no-longer-planned`).sort());
    expect(await participant.at('W04')).toMatchObject({
      ...{ countedFromAt: '2025-03-03T08:00:00.000Z', contactOnly: true, provisional: false },
    });
    const planned = (await participant.said(visitPlanned)).filter(({ contactOnly }) => contactOnly);
    expect(planned.map(({ visitCode }) => visitCode)).toEqual(['W04', 'W12', 'W24', 'W52']);
    const { items } = await service.ask(readCasebook, { trialId: 'PLANS', limit: 200 }, { trialId: 'PLANS' });
    const row = items.find(({ participantId }) => participantId === participant.of.participantId);
    expect(row?.cells.filter(({ contactOnly }) => contactOnly).map(({ visit }) => visit)).toEqual([
      ...['W04', 'W12', 'W24', 'W52'],
    ]);
    // Heard again it changes nothing.
    const changes = () => service.rows('select count(*) from plan_change');
    const now = await changes();
    await participant.news.ruledOut();
    expect(await changes()).toEqual(now);
  });

  it('has the same plan in whatever order the news is heard', async () => {
    const stories = [
      ['consents', 'randomised', 'ruledOut'],
      ['consents', 'ruledOut', 'randomised'],
      ['ruledOut', 'randomised', 'consents'],
      ['ruledOut', 'consents', 'randomised'],
    ] as const;
    for (const story of stories) {
      const participant = aParticipant();
      for (const each of story) await participant.news[each]();
      expect([story, await participant.plan()]).toEqual([story, CONTACT]);
    }
  });

  it('waits for treatment again when that is taken back, whichever word is heard first', async () => {
    const followUp = ['H48', 'W02', 'CALL', 'W04', 'W08', 'W12', 'W24', 'M-1', 'M-2', 'M-3', 'W52'];
    for (const isInOrder of [true, false]) {
      const { news, plan, visits } = aParticipant();
      await news.consents();
      await news.randomised();
      for (const each of isInOrder ? (['ruledOut', 'expected'] as const) : (['expected', 'ruledOut'] as const))
        await news[each]();
      const planned = (await plan()).filter((visit) => !/^(SCR|BL|D0)/.test(visit));
      expect(planned.every((visit) => visit.endsWith('provisional'))).toBe(true);
      expect((await visits()).some(({ contactOnly, state }) => contactOnly && state !== 'cancelled')).toBe(false);
      expect(planned.map((visit) => visit.split(' ')[0])).toEqual(followUp);
    }
  });

  it('is treated after all at a visit of treatment that is planned anew', async () => {
    const { news, at, visits } = await ruledOut();
    await news.expected();
    await news.treated();
    const d0 = await at('D0');
    expect(d0).toMatchObject({ state: 'done', occurredAt: '2025-03-06T11:30:00.000Z' });
    const all = (await visits()).filter(({ visitCode }) => visitCode === 'D0');
    expect(all.map(({ state }) => state).sort()).toEqual(['cancelled', 'done']);
    expect(await at('H48')).toMatchObject({ state: 'planned', provisional: false });
  });

  it('is in the casebook as last planned, though what was set aside before would have been later', async () => {
    const { news, of, at, visits } = aParticipant();
    await news.consents();
    const { visitId, version: expectedVersion } = await at('D0');
    const booked = { plannedFor: '2025-03-25T09:00:00Z', outsideWindow: true, reason: 'the only free day' };
    await service.ask(rescheduleVisit, { ...of, visitId, expectedVersion, ...booked }, { trialId: 'PLANS' });
    // Randomisation is heard of last, and with it that treatment would have been given much sooner.
    await news.ruledOut();
    // What was planned last is told by its moment, and trial time stands still between two news.
    await cohort.passTo('2025-03-06T12:00:01.000Z');
    for (const each of ['expected', 'randomised'] as const) await news[each]();
    await news.ruledOut(3);
    const both = (await visits()).filter(({ visitCode }) => visitCode === 'D0');
    expect(both.map(({ state, plannedFor }) => [state, plannedFor])).toEqual([
      ['cancelled', undefined],
      ['cancelled', '2025-03-25T09:00:00.000Z'],
    ]);
    const { items } = await service.ask(readCasebook, { trialId: 'PLANS', limit: 200 }, { trialId: 'PLANS' });
    const row = items.find(({ participantId }) => participantId === of.participantId);
    expect(row?.cells.find(({ visit }) => visit === 'D0')).not.toHaveProperty('appointment');
  });

  it('is followed from treatment, whatever was said before and is heard after it', async () => {
    const told = ['ruledOut', 'treated', 'expected'] as const;
    const { news, at, work } = aParticipant();
    await news.consents();
    await news.randomised();
    for (const each of told) await news[each]();
    expect(await at('W12')).toMatchObject({ targetAt: '2025-05-28T22:00:00.000Z', provisional: false });
    expect(await at('W12')).not.toHaveProperty('contactOnly');
    expect((await work()).filter((item) => item.startsWith('treatment'))).toEqual([]);
  });

  it('is not on the list of those to be treated, and is again when that is taken back', async () => {
    const { news, work } = await ruledOut();
    const toTreat = async () => (await work()).filter((item) => item.startsWith('treatment'));
    expect(await toTreat()).toEqual([]);
    await news.expected(2);
    expect(await toTreat()).toEqual(['treatment-to-give-after-all treatment']);
    await news.ruledOut(3);
    expect(await toTreat()).toEqual([]);
    await news.expected(4);
    expect(await toTreat()).toEqual(['treatment-to-give-after-all treatment']);
    await news.treated();
    expect(await toTreat()).toEqual([]);
  });

  it('is reminded of forms only where the trial file asks them of those never treated', async () => {
    const rulesAbout = async (trialId: string) => {
      const { of } = await ruledOut(trialId);
      const { items } = await service.ask(listNotices, { ...of, limit: 200 }, { trialId });
      const ofW12 = items.filter(({ visitCode }) => visitCode === 'W12').map(({ rule }) => rule);
      return [...new Set(ofW12.filter((rule) => rule.startsWith('participantForms')))];
    };
    expect(await rulesAbout('PLANS')).toEqual(['participantForms.at-opening', 'participantForms.day-before-closing']);
    expect(await rulesAbout('MASKED')).toEqual([]);
  });

  it('is reminded of nothing any more once the plan is provisional again', async () => {
    const { news, of } = await ruledOut();
    await news.expected();
    const { items } = await service.ask(listNotices, { ...of, limit: 200 }, { trialId: 'PLANS' });
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ because }) => because))).toEqual(new Set(['no-longer-intended']));
  });

  describe('when a window opens', () => {
    it('can be seen, is asked for safety only, and a window that opened stays open', async () => {
      const participant = await ruledOut();
      const early = await participant.visit('W04');
      await cohort.passTo('2025-03-28T08:00:00.000Z');
      const [opened] = await participant
        .said(visitWindowOpened)
        .then((all) => all.filter(({ visitCode }) => visitCode === 'W04'));
      expect(opened).toMatchObject({ visitCode: 'W04', contactOnly: true });
      await eventually(async () =>
        expect((await participant.work()).sort()).toEqual(['participant-answers pain', 'visit-in-window W04']),
      );
      // Taken back, and said again: what is open is not taken from whoever is on their way.
      await participant.news.expected();
      expect(await participant.at('W04')).toMatchObject({ provisional: false, contactOnly: true });
      expect(await participant.at('W12')).toMatchObject({ provisional: true });
      await participant.news.ruledOut(3);

      const visit = await service.ask(
        recordVisit,
        { ...early, occurredAt: '2025-03-28T07:00:00Z' },
        { trialId: 'PLANS' },
      );
      expect(visit).toMatchObject({ state: 'done', position: 'in-window', studyDay: 26, contactOnly: true });
      expect(await participant.said(visitDone)).toMatchObject([{ visitCode: 'W04', contactOnly: true }]);
      await eventually(async () => expect(await participant.work()).toContain('results-of-visit vital-signs'));
      expect((await participant.work()).filter((item) => item.startsWith('results'))).toHaveLength(1);
    });

    it('has closed what was open before treatment, of visits that took place', async () => {
      const participant = aParticipant();
      await participant.news.consents();
      const scr = await participant.visit('SCR');
      await service.ask(recordVisit, { ...scr, occurredAt: '2025-02-26T09:00:00Z' }, { trialId: 'PLANS' });
      await eventually(async () => expect(await participant.codes(visitWindowOpened)).toContain('SCR'));
      await participant.news.randomised();
      await participant.news.ruledOut();
      await eventually(async () => expect(await participant.codes(visitWindowClosed)).toEqual(['SCR']));
      expect(await participant.at('SCR')).toMatchObject({ state: 'done' });
    });
  });
});
