import {
  correctAttendance,
  listDeviations,
  listWorklist,
  readAnalysisVisits,
  recordUnscheduledVisit,
  recordVisit,
  visitAttendanceCorrected,
  visitDone,
  type OperationReply,
} from '@trial/contracts';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort } from './cohort.js';
import { plansFolder } from './trial-files.js';

const trialId = 'PLANS';
/** Week 2 is open from 15 to 21 March, week 4 from 29 March to 4 April. */
const NOW = '2025-05-10T12:00:00.000Z';

const codeIn = (reply: OperationReply): string => ('rejection' in reply ? reply.rejection.code : 'taken');

describe('a visit entered from paper', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: plansFolder() };
    service = await bootService('scheduling', SchedulingModule, { now: NOW, variables });
    cohort = new Cohort(service, { trialId });
  });
  afterAll(() => service.stop());

  const acting = { trialId };
  const treated = async () => {
    const participant = cohort.somebody();
    await participant.consents();
    await participant.treated();
    const { of, at, visit } = participant;
    return {
      ...participant,
      record: async (code: string, when: object) =>
        service.ask(recordVisit, { ...(await visit(code)), ...when }, acting),
      correct: async (code: string, when: object) => {
        const { visitId, version } = await at(code);
        const change = { ...of, visitId, expectedVersion: version, reason: 'the diary was found', ...when };
        return service.ask(correctAttendance, change, acting);
      },
      deviations: async () =>
        (await service.ask(listDeviations, of, acting)).items.map(({ kind, by, state }) => ({ kind, by, state })),
    };
  };

  it('is kept and shown as it was typed, with what follows from it and no more', async () => {
    const { record, of, said } = await treated();
    const day = await record('W02', { occurredOn: '2025-03-19' });
    expect(day).toMatchObject({ state: 'done', occurredOn: '2025-03-19', position: 'in-window', deviationDays: 1 });
    expect(day).toMatchObject({ studyDay: 16 });
    expect(day).not.toHaveProperty('occurredAt');
    const month = await record('W04', { occurredOn: '2025-04' });
    expect(month).toMatchObject({ state: 'done', occurredOn: '2025-04', position: 'uncertain' });
    for (const field of ['occurredAt', 'deviationDays', 'studyDay', 'deviation'])
      expect(month).not.toHaveProperty(field);
    expect(
      await service.rows(
        `select occurred_at, occurred_on from visit where participant_id = $1 and visit_code in ('W02', 'W04')
          order by visit_code`,
        [of.participantId],
      ),
    ).toEqual([
      { occurred_at: null, occurred_on: '2025-03-19' },
      { occurred_at: null, occurred_on: '2025-04' },
    ]);
    const told = (await said(visitDone)).filter(({ visitCode }) => visitCode.startsWith('W'));
    expect(told.map(({ occurredAt, occurredOn, position }) => [occurredAt, occurredOn, position])).toEqual([
      ['2025-03-18T23:00:00.000Z', '2025-03-19', 'in-window'],
      ['2025-03-31T22:00:00.000Z', '2025-04', 'uncertain'],
    ]);
  });

  it('says either a moment or a date, not in the future, and not certainly before what it follows', async () => {
    const { visit, of } = await treated();
    const w02 = await visit('W02');
    const codeOf = async (when: object): Promise<string> =>
      codeIn(await service.send(recordVisit, { ...w02, ...when }, acting));
    expect(await codeOf({})).toBe('moment-or-date');
    expect(await codeOf({ occurredAt: '2025-03-19T09:00:00Z', occurredOn: '2025-03-19' })).toBe('moment-or-date');
    expect(await codeOf({ occurredOn: '2025-05-11' })).toBe('visit-in-future');
    expect(await codeOf({ occurredOn: '2025-03-03' })).toBe('visit-before-anchor');
    expect(await codeOf({ occurredOn: '2025-01' })).toBe('visit-before-consent');
    expect(await codeOf({ occurredOn: '2025-02-30' })).toBe('request-not-readable');
    const unscheduled = { ...of, cause: 'other' };
    expect(codeIn(await service.send(recordUnscheduledVisit, unscheduled, acting))).toBe('moment-or-date');
    expect(await codeOf({ occurredOn: '2025-03' })).toBe('taken');
  });

  it('deviates when it certainly does, and no more once it may not have', async () => {
    const { record, correct, deviations, said, at } = await treated();
    await record('W02', { occurredOn: '2025-04' });
    expect(await at('W02')).toMatchObject({ position: 'after-window', deviation: { direction: 'late', by: 11 } });
    expect(await deviations()).toEqual([{ kind: 'visit-late', by: 11, state: 'drafted' }]);
    expect(await correct('W02', { occurredOn: '2025-03' })).toMatchObject({ position: 'uncertain' });
    expect(await deviations()).toEqual([{ kind: 'visit-late', by: 11, state: 'superseded' }]);
    expect(await correct('W02', { occurredAt: '2025-03-20T09:00:00Z' })).toMatchObject({ position: 'in-window' });
    expect(await at('W02')).not.toHaveProperty('occurredOn');
    expect((await said(visitAttendanceCorrected)).map(({ occurredOn, position }) => [occurredOn, position])).toEqual([
      ['2025-03', 'uncertain'],
      [undefined, 'in-window'],
    ]);
    // A window in hours: from Wednesday 22:30 to Friday 10:30.
    expect(await record('H48', { occurredOn: '2025-03-05' })).toMatchObject({ position: 'uncertain' });
    expect(await correct('H48', { occurredOn: '2025-03-06' })).toMatchObject({ position: 'in-window' });
  });

  it('is counted from when its day is known; until then what counts from it stays provisional', async () => {
    const { record, correct, at } = await treated();
    await record('W02', { occurredOn: '2025-03' });
    expect(await at('CALL')).toMatchObject({ provisional: true, targetAt: '2025-03-19T23:00:00.000Z' });
    await correct('W02', { occurredOn: '2025-03-20' });
    const call = { countedFrom: 'W02', countedFromAt: '2025-03-19T23:00:00.000Z' };
    expect(await at('CALL')).toMatchObject({ ...call, provisional: false, targetAt: '2025-03-21T23:00:00.000Z' });
    await correct('W02', { occurredOn: '2025-03' });
    expect(await at('CALL')).toMatchObject({ provisional: true });
  });

  it('stands for its visit in an analysis when its day is known, and is named unmapped otherwise', async () => {
    const { record, of } = await treated();
    const { visitId } = await record('W02', { occurredOn: '2025-03-19' });
    const unmapped = await record('W04', { occurredOn: '2025-04' });
    const { items } = await service.ask(readAnalysisVisits, of, { ...acting, role: 'data-manager' });
    expect(items.filter(({ visitCode }) => ['W02', 'W04'].includes(visitCode))).toEqual([
      { visitCode: 'W02', rule: 'in-window', visitId, occurredOn: '2025-03-19', daysFromTarget: 1 },
      { visitCode: 'W04', rule: 'unmapped', visitId: unmapped.visitId, occurredOn: '2025-04' },
    ]);
  });

  it('that nobody planned lies in the days it can mean', async () => {
    const { of } = await treated();
    const visit = { ...of, occurredOn: '2025-04', cause: 'participant-asked' };
    const recorded = await service.ask(recordUnscheduledVisit, visit, acting);
    expect(recorded).toMatchObject({ visitCode: 'UNS-1', occurredOn: '2025-04', position: 'in-window' });
    expect(recorded).toMatchObject({ opensAt: '2025-03-31T22:00:00.000Z', closesAt: '2025-04-30T22:00:00.000Z' });
    expect(recorded).not.toHaveProperty('deviationDays');
  });

  it('asks for results by when they are late whatever day it was', async () => {
    const { record, of } = await treated();
    await record('W04', { occurredOn: '2025-04' });
    await eventually(async () => {
      const { items } = await service.ask(listWorklist, { ...of, limit: 200 }, acting);
      const results = items.filter(({ rule, visitCode }) => rule.code === 'results-of-visit' && visitCode === 'W04');
      expect(new Set(results.map(({ dueAt }) => dueAt))).toEqual(new Set(['2025-05-07T21:59:59.999Z']));
    });
  });
});
