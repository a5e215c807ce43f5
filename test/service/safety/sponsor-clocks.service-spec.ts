import { randomUUID } from 'node:crypto';
import {
  answerSponsorClock,
  correctReportableFact,
  listSponsorClocks,
  operationsOf,
  planAnnualReports,
  recordReportableFact,
  sponsorClockBreached,
  sponsorClockMet,
  sponsorClockStarted,
  sponsorClockSuperseded,
  sponsorClockWithdrawn,
  withdrawSponsorClock,
  type SponsorClockView,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';

const PHYSICIAN = { actor: 'safety-physician', role: 'safety-physician', sites: ['UMCU'] };
const OFFICER = { actor: 'pharmacovigilance-officer', role: 'pharmacovigilance-officer', sites: ['LUMC'] };
const NOW = '2025-03-10T08:00:00.000Z';
const trialId = 'MANUS';

describe('a clock of the whole trial', () => {
  let safety: BootedService;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: NOW });
  });
  afterAll(() => safety.stop());

  const record = (clock: 'urgent-safety-measure' | 'serious-breach' | 'benefit-risk', happenedAt: string) =>
    safety.ask(recordReportableFact, { trialId, clock, happenedAt, fact: 'as the minutes say' }, PHYSICIAN);
  const answering = ({ clockId }: Pick<SponsorClockView, 'clockId'>, answeredAt: string, more: object = {}) => ({
    ...{ trialId, clockId, answeredAt, reference: 'number 7', ...more },
  });
  /** The service hears of a step of trial time a moment later. */
  const answered = (command: ReturnType<typeof answering>) =>
    eventually(async () => expect(await safety.send(answerSponsorClock, command, PHYSICIAN)).toHaveProperty('ok'));
  const clocks = async () => (await safety.ask(listSponsorClocks, { trialId, limit: 200 }, OFFICER)).items;
  const shown = async (clockId: string) => (await clocks()).find((clock) => clock.clockId === clockId);
  const code = (rejection: string) => ({ rejection: { code: rejection } });

  it('starts with its fact, says by what it goes, and is answered once', async () => {
    const clock = await record('urgent-safety-measure', '2025-03-09T23:30:00Z');
    expect(clock).toMatchObject({
      ...{ state: 'running', dayZeroOn: '2025-03-10', dueOn: '2025-03-17', dueAt: '2025-03-17T23:00:00.000Z' },
      ...{ recordedBy: 'safety-physician', recordedAt: NOW, fact: 'as the minutes say', trialVersion: 1 },
      ...{ inputs: { days: 7 }, rule: expect.stringContaining('art. 54') as string },
    });
    const answered = await safety.ask(answerSponsorClock, answering(clock, NOW), PHYSICIAN);
    expect(answered).toMatchObject({ state: 'met', metAt: NOW, metBy: 'safety-physician', reference: 'number 7' });
    expect(await safety.send(answerSponsorClock, answering(clock, NOW), PHYSICIAN)).toMatchObject(
      code('clock-not-running'),
    );
    expect(await shown(clock.clockId)).toEqual(answered);
    expect(await safety.rows('select status from deadline where key = $1', [clock.clockId])).toEqual([
      { status: 'met' },
    ]);
    const about = ({ clockId }: { clockId: string }) => clockId === clock.clockId;
    expect((await safety.said(sponsorClockStarted)).filter(about)).toMatchObject([{ siteId: '', trialVersion: 1 }]);
    expect((await safety.said(sponsorClockMet)).filter(about)).toMatchObject([{ metAt: NOW, late: false }]);
  });

  describe('that started from a wrong moment', () => {
    const reason = 'the day was mistyped';
    const at = ({ clockId }: Pick<SponsorClockView, 'clockId'>) => ({ trialId, clockId, reason });
    const correct = (clock: SponsorClockView, happenedAt: string) =>
      safety.send(correctReportableFact, { ...at(clock), happenedAt }, PHYSICIAN);
    const corrected = (clock: SponsorClockView, happenedAt: string) =>
      safety.ask(correctReportableFact, { ...at(clock), happenedAt }, PHYSICIAN);
    const withdrawn = (clock: SponsorClockView) => safety.ask(withdrawSponsorClock, at(clock), PHYSICIAN);
    const statusOf = async ({ clockId }: SponsorClockView) =>
      (await safety.rows<{ status: string }>('select status from deadline where key = $1', [clockId])).map(
        ({ status }) => status,
      );
    const said = async (contract: Parameters<BootedService['said']>[0], { clockId }: SponsorClockView) =>
      (await safety.said(contract)).filter((told) => (told as { clockId: string }).clockId === clockId);

    it('is corrected: both stay, and the right one rings', async () => {
      const wrong = await record('serious-breach', '2025-03-09T09:00:00Z');
      const right = await corrected(wrong, '2025-03-05T09:00:00Z');
      expect(right).toMatchObject({
        ...{ state: 'running', supersedes: wrong.clockId, dayZeroOn: '2025-03-05', dueOn: '2025-03-12' },
        ...{ fact: 'as the minutes say', recordedBy: 'safety-physician', recordedAt: NOW },
      });
      const { state: _, ...asItWas } = wrong;
      expect(await shown(wrong.clockId)).toEqual({
        ...asItWas,
        ...{ state: 'superseded', endedAt: NOW, endedBy: 'safety-physician', endedReason: reason },
      });
      expect([await statusOf(wrong), await statusOf(right)]).toEqual([['disarmed'], ['armed']]);
      expect(await said(sponsorClockSuperseded, wrong)).toHaveLength(1);
      expect(await said(sponsorClockStarted, right)).toMatchObject([{ dueAt: '2025-03-12T23:00:00.000Z' }]);
      const [trail] = await safety.rows<{ reason: string }>(
        `select after ->> 'ended_reason' as reason from audit_entry where operation = 'update' and row_id = $1`,
        [wrong.clockId],
      );
      expect(trail).toEqual({ reason });
    });

    it('keeps its answer, which may turn out late and is told then', async () => {
      const wrong = await record('serious-breach', '2025-03-09T09:00:00Z');
      await safety.ask(answerSponsorClock, answering(wrong, NOW), PHYSICIAN);
      const right = await corrected(wrong, '2025-03-01T09:00:00Z');
      expect(right).toMatchObject({ state: 'met-late', metAt: NOW, reference: 'number 7', breachToldAt: NOW });
      expect(right.breachWasNone).toBeUndefined();
      expect(await said(sponsorClockMet, right)).toMatchObject([{ late: true }]);
      expect(await said(sponsorClockBreached, right)).toHaveLength(1);
      expect(await statusOf(right)).toEqual([]);
    });

    it('leaves the breach that was told, shown to be none when nothing was late, also after another correction', async () => {
      const wrong = await record('serious-breach', '2025-03-01T09:00:00Z');
      await eventually(async () => expect(await said(sponsorClockBreached, wrong)).toHaveLength(1));
      expect(await shown(wrong.clockId)).toMatchObject({ state: 'breached', breachToldAt: NOW });
      const earlier = await corrected(wrong, '2025-02-28T09:00:00Z');
      expect((await shown(wrong.clockId))?.breachWasNone).toBeUndefined();
      await eventually(async () => expect(await said(sponsorClockBreached, earlier)).toHaveLength(1));
      const right = await corrected(earlier, '2025-03-09T09:00:00Z');
      expect(right).toMatchObject({ state: 'running', supersedes: earlier.clockId });
      for (const { clockId } of [wrong, earlier])
        expect(await shown(clockId)).toMatchObject({ state: 'superseded', breachToldAt: NOW, breachWasNone: true });
      expect(await said(sponsorClockBreached, wrong)).toHaveLength(1);
    });

    it('is withdrawn where its fact was none: it ends, is told, and stays on record', async () => {
      const wrong = await record('benefit-risk', '2025-03-09T09:00:00Z');
      expect(await withdrawn(wrong)).toMatchObject({
        ...{ state: 'withdrawn', fact: 'as the minutes say', startedAt: wrong.startedAt, dueOn: wrong.dueOn },
        ...{ endedAt: NOW, endedBy: 'safety-physician', endedReason: reason },
      });
      expect(await statusOf(wrong)).toEqual(['disarmed']);
      expect(await said(sponsorClockWithdrawn, wrong)).toHaveLength(1);
      for (const reply of [
        await safety.send(withdrawSponsorClock, at(wrong), PHYSICIAN),
        await safety.send(answerSponsorClock, answering(wrong, NOW), PHYSICIAN),
        await correct(wrong, '2025-03-08T09:00:00Z'),
      ])
        expect(reply).toMatchObject(code('sponsor-clock-ended'));
    });

    it('of annual reports is withdrawn and planned again', async () => {
      const wrong = await safety.ask(planAnnualReports, { trialId, firstAuthorisedOn: '2024-05-20' }, PHYSICIAN);
      expect(await correct(wrong, '2025-03-08T09:00:00Z')).toMatchObject(code('not-a-fact'));
      await withdrawn(wrong);
      const right = await safety.ask(planAnnualReports, { trialId, firstAuthorisedOn: '2024-02-01' }, PHYSICIAN);
      expect(right).toMatchObject({ state: 'running', dayZeroOn: '2025-02-01' });
      const { clockId } = await safety.ask(answerSponsorClock, answering(right, NOW, { isLast: true }), PHYSICIAN);
      expect(await safety.send(withdrawSponsorClock, at({ clockId }), PHYSICIAN)).toMatchObject(
        code('annual-report-made'),
      );
    });

    it('is corrected by one of two people at once', async () => {
      const wrong = await record('serious-breach', '2025-03-09T09:00:00Z');
      const replies = await Promise.all(
        ['2025-03-07T09:00:00Z', '2025-03-08T09:00:00Z'].map((day) => correct(wrong, day)),
      );
      expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(1);
      expect(replies.filter((reply) => !('ok' in reply))).toMatchObject([code('sponsor-clock-ended')]);
      const standing = (await clocks()).filter(({ supersedes }) => supersedes === wrong.clockId);
      expect(standing).toHaveLength(1);
    });

    it('is not corrected to what cannot be, nor by somebody else', async () => {
      const wrong = await record('serious-breach', '2025-03-08T09:00:00Z');
      await safety.ask(answerSponsorClock, answering(wrong, '2025-03-09T09:00:00Z'), PHYSICIAN);
      for (const [happenedAt, rejection] of [
        ['2025-03-10T08:00:00.001Z', 'fact-in-future'],
        ['2025-03-08T09:00:00Z', 'nothing-to-revise'],
        ['2025-03-09T09:00:00.001Z', 'answered-before-fact'],
      ] as const)
        expect([happenedAt, await correct(wrong, happenedAt)]).toMatchObject([happenedAt, code(rejection)]);
      expect(await shown(wrong.clockId)).toMatchObject({ state: 'met' });
      const unknown = { trialId, clockId: randomUUID(), reason };
      expect(await safety.send(withdrawSponsorClock, unknown, PHYSICIAN)).toMatchObject(code('sponsor-clock-unknown'));
      const foreign = { ...at(wrong), trialId: 'TOFA-SSC', happenedAt: '2025-03-07T09:00:00Z' };
      expect(await safety.send(correctReportableFact, foreign, { ...PHYSICIAN, trialId: 'TOFA-SSC' })).toMatchObject(
        code('sponsor-clock-unknown'),
      );
    });
  });

  it('that runs out unanswered is told of once, and the answer is late', async () => {
    // The last day was the 10th of March for the one, the 9th for the other.
    const [due, overdue] = [
      await record('benefit-risk', '2025-02-23T09:00:00Z'),
      await record('serious-breach', '2025-03-02T09:00:00Z'),
    ];
    const told = async ({ clockId }: SponsorClockView) =>
      (await safety.said(sponsorClockBreached)).filter((said) => said.clockId === clockId).length;
    await eventually(async () => expect(await told(overdue)).toBe(1));
    expect(await shown(overdue.clockId)).toMatchObject({ state: 'breached' });
    expect(await told(due)).toBe(0);
    await safety.setTime('2025-03-10T23:00:00.000Z');
    await eventually(async () => expect(await told(due)).toBe(1));
    expect(await told(overdue)).toBe(1);
    expect(await safety.ask(answerSponsorClock, answering(due, '2025-03-10T23:00:00Z'), PHYSICIAN)).toMatchObject({
      state: 'met-late',
    });
    const status = await safety.ask(operationsOf('safety').status, {}, { role: 'administrator', trialId: '' });
    expect(status).toMatchObject({ dueDeadlines: 0, parked: 0 });
  });

  it('of annual reports begins again when one is made, until the last one', async () => {
    const plan = { trialId, firstAuthorisedOn: '2023-03-20', reportedUntil: '2024-03-20' };
    const first = await safety.ask(planAnnualReports, plan, PHYSICIAN);
    expect(first).toMatchObject({
      ...{ clock: 'annual-report', dayZeroOn: '2025-03-20', dueOn: '2025-05-19', state: 'running' },
      inputs: { days: 60, firstAuthorisedOn: '2023-03-20' },
    });
    expect(await safety.send(planAnnualReports, plan, PHYSICIAN)).toMatchObject(code('annual-report-planned'));
    expect(await safety.send(answerSponsorClock, answering(first, NOW), PHYSICIAN)).toMatchObject(
      code('answered-before-fact'),
    );
    await safety.setTime('2025-04-01T08:00:00.000Z');
    await answered(answering(first, '2025-04-01T07:00:00Z'));
    const running = async () =>
      (await clocks()).filter(({ clock, state }) => clock === 'annual-report' && state === 'running');
    const [next] = await running();
    expect(next).toMatchObject({ dayZeroOn: '2026-03-20', fact: 'first authorised on 2023-03-20' });
    await safety.setTime('2026-04-01T08:00:00.000Z');
    await answered(answering(next ?? first, '2026-04-01T07:00:00Z', { isLast: true }));
    expect(await running()).toEqual([]);
  });

  it('is refused where it cannot be', async () => {
    const late = '2027-01-01T00:00:00Z';
    const fact = { trialId, clock: 'serious-breach' as const, happenedAt: late, fact: 'not yet' };
    expect(await safety.send(recordReportableFact, fact, PHYSICIAN)).toMatchObject(code('fact-in-future'));
    const plan = { trialId, firstAuthorisedOn: '2027-01-01' };
    expect(await safety.send(planAnnualReports, plan, PHYSICIAN)).toMatchObject(code('fact-in-future'));
    const clock = await record('serious-breach', NOW);
    expect(await safety.send(answerSponsorClock, answering(clock, late), PHYSICIAN)).toMatchObject(
      code('answered-in-future'),
    );
    const unknown = answering({ clockId: randomUUID() }, NOW);
    expect(await safety.send(answerSponsorClock, unknown, PHYSICIAN)).toMatchObject(code('sponsor-clock-unknown'));
    const elsewhere = { ...answering(clock, NOW), trialId: 'TOFA-SSC' };
    expect(await safety.send(answerSponsorClock, elsewhere, { ...PHYSICIAN, trialId: 'TOFA-SSC' })).toMatchObject(
      code('sponsor-clock-unknown'),
    );
  });
});
