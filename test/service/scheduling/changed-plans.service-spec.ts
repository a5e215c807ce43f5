import {
  endFollowUp,
  listDeviations,
  listPlanChanges,
  readCasebook,
  readVisit,
  recordVisit,
  visitCancelled,
  visitMoved,
  visitWindowOpened,
} from '@trial/contracts';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort } from './cohort.js';
import { plansFolder } from './trial-files.js';

const trialId = 'PLANS';

describe('a plan that changes', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: plansFolder() };
    service = await bootService('scheduling', SchedulingModule, { now: '2025-03-28T12:00:00.000Z', variables });
    cohort = new Cohort(service, { trialId });
  });
  afterAll(() => service.stop());

  const aParticipant = (siteId = 'UMCU') => cohort.somebody({ siteId });

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

    it('brings no visit whose window was over, neither at once nor when another visit took place later', async () => {
      const participant = aParticipant();
      await participant.consents({ consentedAt: '2025-02-01T09:00:00.000Z' });
      // The window of week 6 is from 21 to 27 March.
      await participant.treated({ anchorAt: '2025-02-10T10:00:00.000Z' });
      await participant.consents({ trialVersion: 2, consentVersion: '2', consentedAt: '2025-03-28T11:00:00.000Z' });
      const codes = async () => (await participant.visits()).map(({ visitCode }) => visitCode);
      const before = await codes();
      expect(before).not.toContain('W06');
      const w02 = await participant.visit('W02');
      await service.ask(recordVisit, { ...w02, occurredAt: '2025-02-24T09:00:00Z' }, participant.site);
      expect(await codes()).toEqual(before);
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

  describe('two sites that work by two versions', () => {
    it('plan and judge at one moment each by its own', async () => {
      const at = (siteId: string) => cohort.somebody({ trialId: 'BYSITE', siteId });
      const [amended, asBefore] = [at('UMCU'), at('UMCN')];
      const people = [amended, asBefore];
      const anchorAt = '2025-05-20T10:00:00.000Z';
      await cohort.passTo('2025-05-21T12:00:00.000Z');
      for (const participant of people) {
        await participant.consents();
        await participant.treated({ anchorAt });
      }
      const windowsOf = async (participant: typeof amended) =>
        (await participant.visits())
          .filter(({ visitCode, state }) => ['W04', 'W06', 'W08'].includes(visitCode) && state !== 'cancelled')
          .map(({ visitCode, opensAt, closesAt }) => `${visitCode} ${opensAt.slice(0, 10)} ${closesAt.slice(0, 10)}`);
      const first = ['W04 2025-06-13 2025-06-20', 'W08 2025-07-07 2025-07-22'];
      for (const participant of people) expect(await windowsOf(participant)).toEqual(first);

      await cohort.passTo('2025-06-01T12:00:00.000Z');
      await cohort.passTo('2025-06-19T12:00:00.000Z');
      expect(await windowsOf(amended)).toEqual(['W04 2025-06-15 2025-06-18', 'W06 2025-06-27 2025-07-04']);
      expect(await windowsOf(asBefore)).toEqual(first);
      for (const participant of people) {
        const w04 = await participant.visit('W04');
        await service.ask(recordVisit, { ...w04, occurredAt: '2025-06-19T09:00:00Z' }, participant.site);
      }
      expect(await amended.at('W04')).toMatchObject({ trialVersion: 2, position: 'after-window' });
      expect(await asBefore.at('W04')).toMatchObject({ trialVersion: 1, position: 'in-window' });
      const deviations = async ({ of, site }: typeof amended) => (await service.ask(listDeviations, of, site)).items;
      expect(await deviations(amended)).toMatchObject([
        {
          ...{ visitCode: 'W04', kind: 'visit-late', by: 1, trialVersion: 2 },
          rule: 'W04 takes place from 2025-06-16 to 2025-06-18',
        },
      ]);
      expect(await deviations(asBefore)).toEqual([]);

      // Whoever is planned for the first time at that moment, too.
      const newPlanAt = async (siteId: string) => {
        const newcomer = at(siteId);
        await newcomer.consents();
        await newcomer.treated({ anchorAt: '2025-06-19T10:00:00.000Z' });
        return [await windowsOf(newcomer), (await newcomer.at('W04')).trialVersion];
      };
      expect(await newPlanAt('UMCU')).toEqual([['W04 2025-07-15 2025-07-18', 'W06 2025-07-27 2025-08-03'], 2]);
      expect(await newPlanAt('UMCN')).toEqual([['W04 2025-07-13 2025-07-20', 'W08 2025-08-06 2025-08-21'], 1]);
    });
  });

  describe('after a time in which nothing ran, over an amendment and the opening of windows', () => {
    it('opens by the new version what was to open from its date on, and by the old one what was to open before', async () => {
      const [narrowed, asItWas] = ['2029-12-10', '2029-12-22'].map((day) => ({
        ...cohort.somebody({ trialId: 'BYSITE', siteId: 'UMCN' }),
        anchorAt: `${day}T10:00:00.000Z`,
      }));
      if (!narrowed || !asItWas) throw new Error('nobody is there');
      await cohort.passTo('2029-12-23T12:00:00.000Z');
      for (const { consents, treated, anchorAt } of [narrowed, asItWas]) {
        await consents();
        await treated({ anchorAt });
      }
      const openedOf = async ({ said }: typeof narrowed) =>
        (await said(visitWindowOpened))
          .filter(({ visitCode }) => ['W02', 'W04'].includes(visitCode))
          .map(({ visitCode, trialVersion }) => `${visitCode} v${trialVersion}`);

      // Week 4 of the one was to open on the 4th, and opens on the 6th; week 2 of the other on the 2nd by either version.
      await cohort.passTo('2030-01-05T12:00:00.000Z');
      expect(await openedOf(narrowed)).toEqual(['W02 v1']);
      expect(await openedOf(asItWas)).toEqual(['W02 v2']);
      await cohort.passTo('2030-01-06T12:00:00.000Z');
      expect(await openedOf(narrowed)).toEqual(['W02 v1', 'W04 v2']);
    });
  });
});
