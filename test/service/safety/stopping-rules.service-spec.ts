import { randomUUID } from 'node:crypto';
import {
  confirmCandidate,
  dismissPauseProposal,
  judgeCausality,
  listAdverseEvents,
  listPauseProposals,
  participantConsented,
  participationEnded,
  pauseProposalSettled,
  pauseProposed,
  randomisationPaused,
  reportAdverseEvent,
  resultRecorded,
  reviseAdverseEvent,
  visitDone,
  type AdverseEventView,
  type OperationReply,
  type PauseProposalView,
  type RequestOf,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { sessionOf, waitingBehind } from '../../support/waiting.js';
import { stepTo } from '../randomisation/enrol.js';
import { stoppingTrialsFolder, TOGETHER } from './stopping-trials.js';

const SITES = ['UMCU', 'UMCN', 'LUMC'];

describe('stopping rules', () => {
  let safety: BootedService;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { variables: { TRIALS_FOLDER: stoppingTrialsFolder() } });
  });
  afterAll(() => safety.stop());

  /** One trial: what is counted in it is seen in no other. */
  const trial = (trialId: string) => {
    const physician = { actor: 'physician', role: 'safety-physician', organisation: 'sponsor', trialId, sites: SITES };
    const at = (siteId: string): Partial<Context> => ({ trialId, sites: [siteId] });
    return {
      physician,
      signing: { ...physician, signedInSecondsAgo: 20 },
      async participant(siteId = 'UMCU'): Promise<{ participantId: string; siteId: string }> {
        const participantId = randomUUID();
        await safety.hear(participantConsented, {
          ...{ trialId, siteId, participantId, participantCode: 'X-1', trialVersion: 1, consentVersion: '1' },
          ...{ consentedAt: '2025-02-17T10:00:00.000Z', sex: 'female', age: 50 },
        });
        await eventually(async () =>
          expect(await safety.rows('select 1 from participant where id = $1', [participantId])).toHaveLength(1),
        );
        return { participantId, siteId };
      },
      report: (
        { participantId, siteId }: { participantId: string; siteId: string },
        more: Partial<RequestOf<typeof reportAdverseEvent>> = {},
      ): Promise<AdverseEventView> =>
        safety.ask(
          reportAdverseEvent,
          {
            ...{ trialId, participantId, term: 'skin-ulceration', grade: 4, seriousness: ['hospitalisation'] },
            ...{ onsetOn: '2025-03-02', awareAt: '2025-03-03T07:30:00Z', ...more },
          },
          at(siteId),
        ),
      judge: ({ participantId, adverseEventId, siteId }: AdverseEventView, related: boolean) =>
        safety.ask(
          judgeCausality,
          { trialId, participantId, adverseEventId, opinions: [{ cause: 'cells', related }], reason: 'as it went' },
          at(siteId),
        ),
      revise: (
        { participantId, adverseEventId, siteId }: AdverseEventView,
        expectedVersion: number,
        change: Partial<RequestOf<typeof reviseAdverseEvent>>,
      ) =>
        safety.ask(
          reviseAdverseEvent,
          {
            ...{ trialId, participantId, adverseEventId, expectedVersion },
            ...{ awareAt: '2025-03-03T07:45:00Z', reason: 'the report of the ward', ...change },
          },
          at(siteId),
        ),
      async proposals(state?: 'waiting', sites = SITES): Promise<PauseProposalView[]> {
        const asked = { trialId, ...(state ? { state } : {}) };
        return (await safety.ask(listPauseProposals, asked, { ...physician, sites })).items;
      },
      dismiss: (proposalId: string, more: Partial<Context> = {}): Promise<OperationReply> =>
        safety.send(
          dismissPauseProposal,
          { trialId, proposalId, reason: 'the cause is known' },
          { ...physician, signedInSecondsAgo: 20, ...more },
        ),
      said: async () =>
        (await safety.said(pauseProposed)).filter((data) => data.trialId === trialId).map(({ rule }) => rule),
    };
  };
  const byRule = (proposals: readonly PauseProposalView[]): PauseProposalView[] =>
    [...proposals].sort((a, b) => (a.rule < b.rule ? -1 : 1));
  const standing = (proposals: readonly PauseProposalView[]): string[] =>
    proposals.map(({ rule, count, threshold, state }) => `${rule} ${count}/${threshold} ${state}`).sort();
  const hear = async (send: Promise<string>): Promise<void> => {
    const id = await send;
    await eventually(async () =>
      expect(await safety.rows('select 1 from inbox_message where event_id = $1', [id])).not.toHaveLength(0),
    );
  };

  describe('of related events', () => {
    const related = trial('RELATED');

    it('propose with the opinion, count across sites, and show what they used', async () => {
      const [here, there] = [await related.participant(), await related.participant('UMCN')];
      const first = await related.report(here);
      const second = await related.report(there, { grade: 3 });
      expect(await related.proposals()).toEqual([]);
      await related.judge(first, true);
      expect(standing(await related.proposals())).toEqual(['related-grade-4 1/1 waiting']);
      await related.judge(second, true);

      const [grade, serious] = byRule(await related.proposals());
      expect(grade).toEqual({
        ...{ proposalId: expect.any(String) as string, kind: 'pause', rule: 'related-grade-4', state: 'waiting' },
        ...{ counts: 'related-adverse-events', fromGrade: 4, threshold: 1, count: 1, trialVersion: 1 },
        cases: [{ ...here, adverseEventIds: [first.adverseEventId] }],
        proposedAt: '2025-03-03T08:00:00.000Z',
      });
      expect(serious).toMatchObject({ rule: 'related-serious', count: 2, threshold: 2 });
      expect(serious?.cases.map(({ siteId }) => siteId).sort()).toEqual(['UMCN', 'UMCU']);
      // The number is of all sites, who was counted only of those one may see.
      const [, seen] = byRule(await related.proposals('waiting', ['UMCN']));
      expect(seen).toMatchObject({ count: 2, cases: [{ siteId: 'UMCN', adverseEventIds: [second.adverseEventId] }] });
    });

    it('say it once, at the site of the news, and of nobody’s treatment', async () => {
      const said = (await safety.said(pauseProposed)).filter(({ trialId }) => trialId === 'RELATED');
      expect(said.map(({ rule, siteId, count }) => [rule, siteId, count])).toEqual([
        ['related-grade-4', 'UMCU', 1],
        ['related-serious', 'UMCN', 2],
      ]);
    });

    it('withdraw what a changed opinion no longer carries, and propose again should it carry it again', async () => {
      const [waiting] = byRule(await related.proposals());
      const [counted] = waiting?.cases ?? [];
      const [adverseEventId = ''] = counted?.adverseEventIds ?? [];
      const event = { ...(counted as object), adverseEventId } as AdverseEventView;
      await stepTo(safety, '2025-03-03T08:10:00Z');
      await related.judge(event, false);
      expect(standing(await related.proposals())).toEqual([
        'related-grade-4 1/1 withdrawn',
        'related-serious 2/2 withdrawn',
      ]);
      await stepTo(safety, '2025-03-03T08:20:00Z');
      await related.judge(event, true);
      expect(standing(await related.proposals('waiting'))).toEqual([
        'related-grade-4 1/1 waiting',
        'related-serious 2/2 waiting',
      ]);
      expect(
        (await safety.said(pauseProposalSettled)).filter(({ trialId }) => trialId === 'RELATED').map(({ as }) => as),
      ).toEqual(['withdrawn', 'withdrawn']);
    });

    it('still count what the event was at its worst when it gets better, and take back what is not serious', async () => {
      const [waiting] = byRule(await related.proposals('waiting'));
      const [counted] = waiting?.cases ?? [];
      const event = { ...(counted as object), adverseEventId: counted?.adverseEventIds[0] } as AdverseEventView;
      await related.revise(event, 4, { grade: 3, since: '2025-03-03' });
      expect(standing(await related.proposals('waiting'))).toEqual([
        'related-grade-4 1/1 waiting',
        'related-serious 2/2 waiting',
      ]);
      await related.revise(event, 5, { seriousness: [] });
      expect(standing(await related.proposals('waiting'))).toEqual(['related-grade-4 1/1 waiting']);
    });
  });

  describe('of deaths', () => {
    const deaths = trial('DEATHS');
    const fatal = { grade: 5 as const, seriousness: ['death' as const], outcome: 'fatal' as const };

    it('count a participant once, by events and by the end of participation, and never wait for an opinion', async () => {
      const who = await deaths.participant();
      await deaths.report(who, fatal);
      expect(standing(await deaths.proposals())).toEqual(['death 1/1 waiting']);
      await hear(
        safety.hear(participationEnded, {
          ...{ trialId: 'DEATHS', ...who, as: 'died' as const, endedAt: '2025-03-03T07:00:00.000Z' },
        }),
      );
      await deaths.report(who, { ...fatal, term: 'stroke' });
      expect(standing(await deaths.proposals())).toEqual(['death 1/1 waiting']);
    });

    it('count a proposed event from its confirmation on', async () => {
      const who = { trialId: 'CONFIRMED', ...(await trial('CONFIRMED').participant()) };
      const confirmed = trial('CONFIRMED');
      await safety.hear(resultRecorded, {
        ...{ ...who, resultId: randomUUID(), resultVersion: 1, analyte: 'alt', range: { high: 45 } },
        ...{ value: { comparator: '=', number: 1_000, unit: 'U/L' }, collectedAt: '2025-03-03T07:00:00.000Z' },
      });
      const { adverseEventId } = await eventually(async () => {
        const { items } = await safety.ask(listAdverseEvents, { trialId: 'CONFIRMED' }, { trialId: 'CONFIRMED' });
        expect(items).toHaveLength(1);
        return items[0] ?? { adverseEventId: '' };
      });
      expect(await confirmed.proposals()).toEqual([]);
      await safety.ask(
        confirmCandidate,
        {
          ...{ trialId: 'CONFIRMED', participantId: who.participantId, adverseEventId, seriousness: ['death'] },
          ...{ outcome: 'fatal', awareAt: '2025-03-03T07:30:00Z', reason: 'died of it' },
        },
        { trialId: 'CONFIRMED' },
      );
      expect(standing(await confirmed.proposals())).toEqual(['death 1/1 waiting']);
    });

    it('count a death that no event tells of, in the place of what waited', async () => {
      const other = { trialId: 'DEATHS', siteId: 'LUMC', participantId: randomUUID() };
      const lost = { ...other, participantId: randomUUID() };
      await hear(safety.hear(participationEnded, { ...lost, as: 'lost', endedAt: '2025-03-03T07:00:00.000Z' }));
      expect(await deaths.proposals()).toHaveLength(1);
      await hear(safety.hear(participationEnded, { ...other, as: 'died', endedAt: '2025-03-03T07:00:00.000Z' }));
      expect(standing(await deaths.proposals())).toEqual(['death 1/1 superseded', 'death 2/1 waiting']);
    });
  });

  describe('that looked', () => {
    const looks = trial('LOOKS');
    const visited = (visitCode: string) =>
      hear(
        safety.hear(visitDone, {
          ...{ trialId: 'LOOKS', siteId: 'UMCU', participantId: randomUUID(), visitId: randomUUID(), visitCode },
          ...{ trialVersion: 1, occurredAt: '2025-03-03T07:00:00.000Z', position: 'in-window' as const },
        }),
      );

    it('propose a look each time so many were at the visit, and once', async () => {
      for (const visit of ['W04', 'W02', 'W04']) await visited(visit);
      expect(standing(await looks.proposals())).toEqual(['safety-look-2 2/2 waiting']);
      await visited('W04');
      await visited('W04');
      expect(standing(await looks.proposals())).toEqual(['safety-look-2 2/2 waiting', 'safety-look-3 3/3 waiting']);
      expect((await looks.proposals()).map(({ kind }) => kind)).toEqual(['safety-look', 'safety-look']);
    });
  });

  describe('whose proposal was decided', () => {
    const decided = trial('DECIDED');
    const threatening = async () => decided.report(await decided.participant(), { digitThreatening: true, grade: 2 });

    it('stay silent about what was decided, and propose for a new event', async () => {
      await threatening();
      await threatening();
      const [waiting] = await decided.proposals();
      expect(waiting).toMatchObject({ rule: 'digit-threatening', count: 2, state: 'waiting' });
      const { proposalId = '' } = waiting ?? {};
      for (const signedInSecondsAgo of [301, 9_000])
        expect(await decided.dismiss(proposalId, { signedInSecondsAgo })).toMatchObject({
          rejection: { code: 'sign-in-not-fresh' },
        });
      expect(await decided.dismiss(randomUUID())).toMatchObject({ rejection: { code: 'pause-proposal-unknown' } });
      expect(await decided.dismiss(proposalId, { trialId: 'RELATED' })).toMatchObject({
        rejection: expect.any(Object) as object,
      });
      expect(await decided.dismiss(proposalId)).toMatchObject({
        ok: { state: 'dismissed', reason: 'the cause is known', settledBy: 'physician' },
      });
      expect(await decided.dismiss(proposalId)).toMatchObject({ rejection: { code: 'pause-proposal-settled' } });
      expect(await decided.said()).toEqual(['digit-threatening']);

      const third = await threatening();
      expect(standing(await decided.proposals())).toEqual([
        'digit-threatening 2/2 dismissed',
        'digit-threatening 3/2 waiting',
      ]);
      await decided.revise(third, 1, { digitThreatening: false });
      expect(standing(await decided.proposals())).toEqual([
        'digit-threatening 2/2 dismissed',
        'digit-threatening 3/2 withdrawn',
      ]);
    });
  });

  describe('whose proposal a pause answers', () => {
    const answered = trial('ANSWERED');

    it('know it from the pause, and leave what it does not name', async () => {
      const event = await answered.report(await answered.participant(), {
        ...{ grade: 5, seriousness: ['death'], outcome: 'fatal' },
      });
      await answered.judge(event, true);
      const [named, left] = await answered.proposals();
      const pause = { trialId: 'ANSWERED', siteId: '', pauseId: randomUUID() };
      const pausedAt = '2025-03-03T08:00:00.000Z';
      await hear(
        safety.hear(randomisationPaused, { ...pause, proposalIds: [named?.proposalId ?? '', randomUUID()], pausedAt }),
      );
      const after = await answered.proposals();
      expect(after.find(({ proposalId }) => proposalId === named?.proposalId)).toMatchObject({
        state: 'paused',
        pauseId: pause.pauseId,
      });
      expect(after.find(({ proposalId }) => proposalId === left?.proposalId)).toMatchObject({ state: 'waiting' });
      const settled = (await safety.said(pauseProposalSettled)).filter(({ trialId }) => trialId === 'ANSWERED');
      expect(settled).toMatchObject([{ proposalId: named?.proposalId, as: 'paused' }]);
    });
  });

  describe('reached by many at once', () => {
    const race = trial('RACE');

    it('lose none: events that only together reach a rule reach it, once', async () => {
      const people = await Promise.all(
        Array.from({ length: TOGETHER }, (_, number) => race.participant(SITES[number % SITES.length])),
      );
      await asSuperuser(safety.database, async (client) => {
        await client.query('begin');
        // Whoever has counted waits here, before the commit; without a lock of their own all of them would have by now.
        await client.query('lock table safety.command_receipt in share mode');
        const reports = Promise.all(people.map((who) => race.report(who, { digitThreatening: true, grade: 2 })));
        await waitingBehind(safety.database, [await sessionOf(client)], TOGETHER);
        await client.query('commit');
        await reports;
      });
      expect(standing(await race.proposals())).toEqual([`digit-threatening ${TOGETHER}/${TOGETHER} waiting`]);
      expect(await race.said()).toEqual(['digit-threatening']);
    });
  });
});
