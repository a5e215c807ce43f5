import {
  deviationDrafted,
  excludeVisit,
  judgeDeviation,
  listDeviations,
  readCasebook,
  visitDone,
  visitWindowOpened,
} from '@trial/contracts';
import { JudgeEarlierTreatments } from '../../../apps/scheduling/src/deviations/judge-earlier-treatments.js';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort } from './cohort.js';
import { judgedMeanwhile } from './judged-meanwhile.js';
import { plansFolder } from './trial-files.js';

const trialId = 'APART';
const SITES = ['UMCU', 'UMCN'];
const everywhere = { trialId, sites: SITES };
/** Told long after, when all of them had been treated. */
const NOW = '2025-04-20T12:00:00.000Z';

describe('treatments of the first participants', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: plansFolder() };
    service = await bootService('scheduling', SchedulingModule, { now: NOW, variables });
    cohort = new Cohort(service);
  });
  afterAll(() => service.stop());

  const somebody = (siteId: string) => cohort.somebody({ trialId, siteId });
  type Participant = ReturnType<typeof somebody>;
  const deviations = async (of = trialId) =>
    (await service.ask(listDeviations, { trialId: of }, { trialId: of, sites: SITES })).items.filter(
      ({ kind }) => kind === 'treated-too-soon',
    );
  /** Who stands with a deviation, and by how many days, in the order in which they were drafted. */
  const standing = async (people: Readonly<Record<string, Participant>>) =>
    (await deviations())
      .filter(({ state }) => state !== 'superseded')
      .map(({ participantId, by }) => [
        Object.entries(people).find(([, person]) => person.participantId === participantId)?.[0],
        by,
      ])
      .sort();
  const rule = (on: string) =>
    `the first 3 participants are treated at least 14 days apart, here from ${on} on (Europe/Amsterdam)`;

  it('that came too soon are deviations, at whatever site and in whatever order they are told or corrected', async () => {
    const [one, two, three, four] = [somebody('UMCU'), somebody('UMCN'), somebody('UMCU'), somebody('UMCN')];
    const people = { one, two, three, four };
    for (const person of [one, two, three, four]) await person.consents();
    await Promise.all([
      four.treated({ anchorAt: '2025-04-10T09:00:00.000Z' }),
      two.treated({ anchorAt: '2025-03-10T09:00:00.000Z' }),
      one.treated({ anchorAt: '2025-03-04T09:00:00.000Z' }),
    ]);
    // Until the third is told, who came fourth is third, and far enough away.
    await eventually(async () => expect(await standing(people)).toEqual([['two', 8]]));
    await three.treated({ anchorAt: '2025-04-09T23:00:00.000Z' });
    await cohort.passTo(NOW);
    expect(await standing(people)).toEqual([['two', 8]]);
    const [drafted] = await deviations();
    expect(drafted).toMatchObject({
      ...{ siteId: 'UMCN', visitCode: 'D0', kind: 'treated-too-soon', rule: rule('2025-03-18'), by: 8, unit: 'days' },
      ...{ state: 'drafted', trialVersion: 1 },
    });
    expect((await two.said(deviationDrafted)).map(({ kind }) => kind)).toEqual(['treated-too-soon']);

    // What somebody judged stays while nothing of it changed.
    const { deviationId = '', version = 0 } = drafted ?? {};
    const judgement = {
      trialId,
      deviationId,
      severity: 'major',
      expectedVersion: version,
      reason: 'a batch was expiring',
    } as const;
    await service.ask(judgeDeviation, judgement, { ...everywhere });
    await three.corrected(1, '2025-03-30T09:00:00.000Z', { previousAnchorAt: '2025-04-09T23:00:00.000Z' });
    await two.randomised();
    await cohort.passTo(NOW);
    expect(await standing(people)).toEqual([['two', 8]]);
    expect((await deviations()).map(({ state }) => state)).toEqual(['confirmed']);

    // The first was given later than was said: who came next is first now, and nobody waited long enough but the last of them.
    await one.corrected(1, '2025-03-20T09:00:00.000Z', { previousAnchorAt: '2025-03-04T09:00:00.000Z' });
    await eventually(async () =>
      expect(await standing(people)).toEqual([
        ['one', 4],
        ['three', 4],
      ]),
    );
    expect((await deviations()).find(({ participantId }) => participantId === three.participantId)).toMatchObject({
      rule: rule('2025-04-03'),
    });

    // Who is not among the first any more is kept apart from nobody.
    await three.corrected(2, '2025-04-11T09:00:00.000Z', { previousAnchorAt: '2025-03-30T09:00:00.000Z' });
    await eventually(async () => expect(await standing(people)).toEqual([['one', 4]]));
  });

  it('stand beside what else deviates in a treatment, and the casebook shows one state of both', async () => {
    const late = somebody('UMCU');
    await late.consents();
    const expiredEvidence = [{ code: 'x-ray-hand', taken: '2024-11-01', age: '100 days', limit: '90 days' }];
    await late.treated({ anchorAt: '2025-03-12T09:00:00.000Z', expiredEvidence });
    const kinds = async () =>
      (await service.ask(listDeviations, late.of, everywhere)).items
        .map(({ kind, state }) => `${kind} ${state}`)
        .sort();
    await eventually(async () =>
      expect(await kinds()).toEqual(['evidence-expired drafted', 'treated-too-soon drafted']),
    );
    const { items } = await service.ask(readCasebook, { trialId }, everywhere);
    const row = items.find(({ participantId }) => participantId === late.participantId);
    expect(row?.cells.find(({ visit }) => visit === 'D0')).toMatchObject({ deviation: 'drafted' });
  });

  it('are judged also where somebody had said that nothing would be given', async () => {
    const excluded = somebody('UMCN');
    await excluded.consents();
    await excluded.randomised();
    const visit = await excluded.visit('D0');
    const nothing = { ...visit, cause: 'treatment-not-given', reason: 'the product had not come' } as const;
    await service.ask(excludeVisit, nothing, everywhere);
    await excluded.treated({ anchorAt: '2025-03-11T09:00:00.000Z' });
    await eventually(async () =>
      expect(
        (await deviations()).filter(({ participantId }) => participantId === excluded.participantId),
      ).toMatchObject([{ visitId: visit.visitId, state: 'drafted' }]),
    );
    expect(await excluded.at('D0')).toMatchObject({
      ...{ visitId: visit.visitId, state: 'done', provisional: false, position: 'in-window' },
      occurredAt: '2025-03-11T09:00:00.000Z',
    });
    expect(await excluded.said(visitDone)).toMatchObject([{ visitCode: 'D0', afterAll: true }]);
    // Its window opens, so that its forms are handed out.
    await eventually(async () => expect(await excluded.codes(visitWindowOpened)).toContain('D0'));
  });

  it('are judged by the version each was treated by, whatever was heard of their consent before', async () => {
    const further = (siteId: string) => cohort.somebody({ trialId: 'FURTHER', siteId });
    const [one, two, three] = [further('UMCU'), further('UMCN'), further('UMCU')];
    for (const person of [one, two, three]) await person.consents();
    for (const person of [two, three])
      await person.consents({ trialVersion: 2, consentedAt: '2025-03-19T09:00:00.000Z' });
    await one.treated({ anchorAt: '2025-03-04T09:00:00.000Z' });
    // Before they consented to the second version.
    await two.treated({ anchorAt: '2025-03-18T09:00:00.000Z', trialVersion: 1 });
    await three.treated({ anchorAt: '2025-04-10T09:00:00.000Z', trialVersion: 2 });
    await eventually(async () => expect(await deviations('FURTHER')).toHaveLength(1));
    await cohort.passTo(NOW);
    expect(await deviations('FURTHER')).toMatchObject([{ participantId: three.participantId, by: 5, trialVersion: 2 }]);
  });

  it('are judged by the version gone by at their corrected time', async () => {
    const inWidened = { trialId: 'WIDENED', siteId: 'UMCU' };
    const [one, two] = [cohort.somebody(inWidened), cohort.somebody(inWidened)];
    for (const person of [one, two]) await person.consents();
    await one.treated({ anchorAt: '2025-03-12T09:00:00.000Z' });
    await two.treated({ anchorAt: '2025-03-31T09:00:00.000Z', trialVersion: 1 });
    await cohort.passTo(NOW);
    expect(await deviations('WIDENED')).toEqual([]);
    await two.corrected(1, '2025-04-01T09:00:00.000Z', { trialVersion: 2 });
    await cohort.passTo(NOW);
    const tooSoon = { participantId: two.participantId, by: 8, trialVersion: 2 };
    expect(await deviations('WIDENED')).toMatchObject([tooSoon]);
    await two.corrected(2, '2025-03-31T10:00:00.000Z', { trialVersion: 1 });
    await cohort.passTo(NOW);
    expect(await deviations('WIDENED')).toMatchObject([{ ...tooSoon, state: 'superseded' }]);

    // Of what was told before its version was kept, that of the visit is known, whose window had opened in March.
    await two.corrected(3, '2025-04-01T09:00:00.000Z', { trialVersion: 2 });
    await service.rows(`set session_replication_role = replica;
      update participant set treated_version = null where trial_id = 'WIDENED';
      update visit set trial_version = 1 where trial_id = 'WIDENED' and phase = 'treatment'`);
    await one.corrected(1, '2025-03-13T09:00:00.000Z', { previousAnchorAt: '2025-03-12T09:00:00.000Z' });
    await cohort.passTo(NOW);
    const standing = (await deviations('WIDENED')).filter(({ state }) => state !== 'superseded');
    expect(standing).toMatchObject([{ ...tooSoon, by: 9 }]);
  });

  it('that are judged by a person while they are looked at again have a version for each', async () => {
    const trial = { trialId: 'FURTHER' };
    const { items } = await service.ask(listDeviations, trial, { ...everywhere, ...trial });
    const { participantId = '' } = items.find(({ kind }) => kind === 'treated-too-soon') ?? {};
    const three = cohort.somebody({ ...trial, siteId: 'UMCU', participantId });
    const enough = () =>
      three.corrected(1, '2025-04-16T09:00:00.000Z', {
        trialVersion: 2,
        previousAnchorAt: '2025-04-10T09:00:00.000Z',
      });
    expect(await judgedMeanwhile(service, three.of, 'treated-too-soon', enough)).toMatchObject({
      told: { state: 'confirmed', version: 2 },
      afterwards: { state: 'superseded', severity: 'major', version: 3 },
    });
  });

  it('that were told before anybody looked are looked at when a process starts, once', async () => {
    const before = await deviations();
    await service.rows(`set session_replication_role = replica; delete from deviation;
      delete from deadline where name = 'scheduling.treatment-distance'`);
    const starting = service.app.get(JudgeEarlierTreatments, { strict: false });
    await starting.onApplicationBootstrap();
    const said = (of: typeof before) =>
      of.flatMap(({ participantId, rule, by, state }) =>
        state === 'superseded' ? [] : `${participantId} ${by ?? ''} ${rule}`,
      );
    await eventually(async () => expect(said(await deviations()).sort()).toEqual(said(before).sort()));
    await starting.onApplicationBootstrap();
    expect(
      await service.rows(
        `select status from deadline where name = 'scheduling.treatment-distance' and trial_id = 'APART'`,
      ),
    ).toEqual([{ status: 'fired' }]);
  });
});
