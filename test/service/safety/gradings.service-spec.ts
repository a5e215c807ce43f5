import {
  adverseEventCandidateRaised,
  adverseEventRegraded,
  keepGrade,
  listGradeDifferences,
  listGradings,
  regradingSettled,
  resultCorrected,
  resultRecorded,
  resultRestated,
  reviseAdverseEvent,
  type AdverseEventView,
  type DataOf,
  type EventContract,
  type GradeDifference,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety } from './site-of-safety.js';

const trialId = 'MANUS';
const units = (number: number) => ({ comparator: '=' as const, number, unit: 'U/L' });

describe('gradings of laboratory results', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  const differences = async (participantId: string): Promise<GradeDifference[]> =>
    (await safety.ask(listGradeDifferences, { trialId, participantId })).items;
  const said = async <C extends EventContract>(contract: C, participantId: string): Promise<DataOf<C>[]> =>
    (await safety.said(contract)).filter((data) => (data as { participantId: string }).participantId === participantId);
  const only = async (participantId: string): Promise<AdverseEventView> => {
    const [event, ...more] = await site.eventsOf(participantId);
    if (!event || more.length > 0) throw new Error('there is not one event');
    return event;
  };

  it('are kept of every result, with rule, limits, baseline and bound (L04)', async () => {
    const participantId = await site.aParticipant();
    const normal = site.anAlt(participantId, { value: units(44) });
    const raised = site.anAlt(participantId, {
      value: units(130),
      baseline: { comparator: '=', number: 60, unit: 'U/L', status: 'high', range: { high: 45 } },
    });
    await site.hear(resultRecorded, normal);
    await site.hear(resultRecorded, raised);

    const of = async (resultId: string) => (await safety.ask(listGradings, { trialId, participantId, resultId })).items;
    expect(await of(normal.resultId)).toMatchObject([
      { criterion: '4.03/alanine-aminotransferase-increased', answer: { lowest: 0, highest: 0 }, bounds: [] },
    ]);
    expect(await of(raised.resultId)).toEqual([
      {
        resultId: raised.resultId,
        resultVersion: 1,
        because: 'recorded',
        statedAt: expect.any(String) as string,
        criterion: '4.03/alanine-aminotransferase-increased',
        term: 'alanine-aminotransferase-increased',
        trialVersion: 1,
        answer: { lowest: 1, highest: 1 },
        value: { comparator: '=', number: 130, unit: 'U/L', high: 45 },
        baseline: { number: 60, unit: 'U/L', status: 'high' },
        bounds: [
          { x: 'value', op: '>', bound: '1 x ULN', number: 45 },
          { x: 'value', op: '<=', bound: '3 x ULN', number: 135 },
        ],
        policy: 'range',
        assumptions: [],
      },
    ]);
  });

  it('come page by page, each once', async () => {
    const participantId = await site.aParticipant();
    for (const number of [44, 130, 400])
      await site.hear(resultRecorded, site.anAlt(participantId, { value: units(number) }));
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const asked = { trialId, participantId, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
      const page = await safety.ask(listGradings, asked);
      seen.push(...page.items.map(({ value }) => value.number));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen.sort()).toEqual([130, 400, 44]);
  });

  it('of a corrected range differ visibly, and propose what they now reach (L05)', async () => {
    const participantId = await site.aParticipant();
    const result = site.anAlt(participantId, { value: units(100), range: { high: 100 } });
    await site.hear(resultRecorded, result);
    expect(await site.eventsOf(participantId)).toEqual([]);
    expect(await differences(participantId)).toEqual([]);

    await site.hear(resultCorrected, { ...result, resultVersion: 2, range: { high: 10 } });
    const event = await only(participantId);
    expect(event).toMatchObject({ status: 'candidate', grade: 3 });
    expect(await differences(participantId)).toEqual([
      {
        participantId,
        siteId: 'UMCU',
        resultId: result.resultId,
        criterion: '4.03/alanine-aminotransferase-increased',
        term: 'alanine-aminotransferase-increased',
        resultVersion: 2,
        because: 'corrected',
        statedAt: expect.any(String) as string,
        before: { lowest: 0, highest: 0 },
        after: { lowest: 3, highest: 3 },
        adverseEventId: event.adverseEventId,
        status: 'candidate',
        open: false,
      },
    ]);
  });

  it('go by the newest version, in whatever order they are heard', async () => {
    for (const order of [
      [1, 2],
      [2, 1],
    ]) {
      const participantId = await site.aParticipant();
      const first = site.anAlt(participantId);
      const second = { ...first, resultVersion: 2, value: units(30) };
      for (const version of order)
        await (version === 1 ? site.hear(resultRecorded, first) : site.hear(resultCorrected, second));
      const grades = (await site.eventsOf(participantId)).map(({ status, grade }) => [status, grade]);
      // A candidate that was raised stays for somebody to refute; one the newest version does not make is not raised.
      expect([order, grades]).toEqual([order, order[0] === 1 ? [['candidate', undefined]] : []]);
      expect((await differences(participantId)).map(({ before, after }) => [before.highest, after.highest])).toEqual([
        [3, 0],
      ]);
    }
  });

  it('follow a baseline that changed: the newest statement counts, in whatever order they are heard', async () => {
    const micromoles = (number: number) => ({ comparator: '=' as const, number, unit: 'umol/L' });
    const restatements = [
      { ...micromoles(150), status: 'normal' as const, range: { high: 450 } },
      { ...micromoles(120), status: 'normal' as const, range: { high: 450 } },
    ];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      const participantId = await site.aParticipant();
      const measured = { analyte: 'creatinine', value: micromoles(400), range: { high: 450 } };
      const result = site.anAlt(participantId, measured);
      for (const statement of order) {
        const baseline = restatements[statement - 1];
        if (baseline) await site.hear(resultRestated, { ...result, baseline, statement });
        else await site.hear(resultRecorded, result);
      }
      const { items } = await safety.ask(listGradings, { trialId, participantId });
      // 400 is 2.7 times the one baseline and 3.3 times the other.
      expect(items.map(({ because, baseline, answer }) => [because, baseline?.number, answer.highest])).toEqual([
        ['recorded', undefined, undefined],
        ['restated', 150, 2],
        ['restated', 120, 3],
      ]);
      expect((await differences(participantId)).map(({ because, after }) => [because, after.highest]).sort()).toEqual([
        ['restated', 2],
        ['restated', 3],
      ]);
      expect((await site.eventsOf(participantId)).map(({ status, grade }) => [status, grade])).toEqual([
        ['candidate', 3],
      ]);
    }
  });

  it('that differ from what an investigator confirmed wait until the grade is kept or revised', async () => {
    const participantId = await site.aParticipant();
    const result = site.anAlt(participantId);
    await site.hear(resultRecorded, result);
    const confirmed = await site.confirm(await only(participantId));
    await site.hear(resultCorrected, { ...result, resultVersion: 2, value: units(1000) });

    const { adverseEventId } = confirmed;
    const at = { trialId, participantId, adverseEventId };
    expect(await only(participantId)).toMatchObject({ status: 'confirmed', grade: 3, version: confirmed.version + 1 });
    const [found] = await said(adverseEventRegraded, participantId);
    expect(found).toMatchObject({ adverseEventId, grade: 3, lowest: 4, highest: 4, resultVersion: 2 });
    expect(await differences(participantId)).toMatchObject([{ status: 'confirmed', open: true }]);

    // It was read before the difference was found.
    const kept = { ...at, reason: 'the patient had no symptoms, and a third sample was normal' };
    expect(await safety.send(keepGrade, { ...kept, expectedVersion: confirmed.version })).toMatchObject({
      rejection: { code: 'version-conflict' },
    });
    await safety.ask(keepGrade, { ...kept, expectedVersion: confirmed.version + 1 });
    expect(await differences(participantId)).toMatchObject([{ open: false }]);
    expect(await said(regradingSettled, participantId)).toMatchObject([
      { regradingId: found?.regradingId, answer: 'kept' },
    ]);
    expect(
      await safety.send(keepGrade, { ...at, reason: 'once more', expectedVersion: confirmed.version + 1 }),
    ).toMatchObject({
      rejection: { code: 'regrading-none-open' },
    });

    await site.hear(resultCorrected, { ...result, resultVersion: 3, value: units(130) });
    expect(await differences(participantId)).toMatchObject([{ open: false }, { open: true }]);
    await safety.ask(reviseAdverseEvent, {
      ...{ ...at, grade: 2, awareAt: '2025-03-03T08:00:00Z', expectedVersion: confirmed.version + 2 },
      reason: 'by the corrected result',
    });
    expect(await differences(participantId)).toMatchObject([{ open: false }, { open: false }]);
    expect((await said(regradingSettled, participantId)).map(({ answer }) => answer)).toEqual(['kept', 'revised']);
    expect(
      await safety.rows(
        'select answer, settled_by, reason from regrading where adverse_event_id = $1 order by result_version',
        [adverseEventId],
      ),
    ).toEqual([
      {
        answer: 'kept',
        settled_by: 'investigator-umcu',
        reason: 'the patient had no symptoms, and a third sample was normal',
      },
      { answer: 'revised', settled_by: 'investigator-umcu', reason: 'by the corrected result' },
    ]);
  });

  it('leave what is confirmed alone while they answer the same', async () => {
    const participantId = await site.aParticipant();
    const result = site.anAlt(participantId);
    await site.hear(resultRecorded, result);
    await site.confirm(await only(participantId));
    await site.hear(resultCorrected, { ...result, resultVersion: 2, value: units(410) });
    expect(await differences(participantId)).toEqual([]);
    expect(await said(adverseEventRegraded, participantId)).toEqual([]);
  });

  it('propose again what was refuted when the result turns out worse, and not when it does not', async () => {
    const participantId = await site.aParticipant();
    const result = site.anAlt(participantId);
    await site.hear(resultRecorded, result);
    const refuted = await site.refute(await only(participantId));
    await site.hear(resultCorrected, { ...result, resultVersion: 2, value: units(420) });
    expect(await site.eventsOf(participantId)).toMatchObject([{ status: 'refuted' }]);

    await site.hear(resultCorrected, { ...result, resultVersion: 3, value: units(1000) });
    const events = await site.eventsOf(participantId);
    expect(events.find(({ adverseEventId }) => adverseEventId === refuted.adverseEventId)).toMatchObject({
      ...{ status: 'refuted', grade: 3 },
    });
    expect(events.find(({ adverseEventId }) => adverseEventId !== refuted.adverseEventId)).toMatchObject({
      ...{ status: 'candidate', grade: 4 },
    });
    expect((await said(adverseEventCandidateRaised, participantId)).map(({ resultVersion }) => resultVersion)).toEqual([
      1, 3,
    ]);
  });

  it('of another site are not shown', async () => {
    const participantId = await site.aParticipant();
    const result = site.anAlt(participantId);
    await site.hear(resultRecorded, result);
    await site.hear(resultCorrected, { ...result, resultVersion: 2, value: units(30) });
    const elsewhere = { sites: ['UMCN'] };
    expect((await safety.ask(listGradings, { trialId, participantId }, elsewhere)).items).toEqual([]);
    expect((await safety.ask(listGradeDifferences, { trialId, participantId }, elsewhere)).items).toEqual([]);
    const [event] = await site.eventsOf(participantId);
    const keep = {
      trialId,
      participantId,
      adverseEventId: event?.adverseEventId ?? '',
      reason: 'not mine',
      expectedVersion: 1,
    };
    expect(await safety.send(keepGrade, keep, elsewhere)).toMatchObject({
      rejection: { code: 'adverse-event-unknown' },
    });
  });
});
