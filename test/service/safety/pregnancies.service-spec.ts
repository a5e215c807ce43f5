import {
  correctPregnancy,
  correctPregnancyReceipt,
  followUpPregnancy,
  linkPregnancyEvent,
  listPregnancies,
  listPregnancyEntries,
  operationsOf,
  pregnancyAnomalyFound,
  pregnancyAnomalySettled,
  pregnancyFollowUpDue,
  pregnancyFollowUpSettled,
  pregnancyReceived,
  pregnancyReported,
  pregnancyReportOverdue,
  readPregnancy,
  receivePregnancy,
  recordPregnancyOutcome,
  reportAdverseEvent,
  reportPregnancy,
  type PregnancyView,
  type RequestOf,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety } from './site-of-safety.js';

const NOW = '2025-03-10T08:00:00.000Z';
const PHYSICIAN = { actor: 'safety-physician', role: 'safety-physician', organisation: 'sponsor', sites: ['UMCU'] };
const trialId = 'MANUS';

type Said =
  | typeof pregnancyReported
  | typeof pregnancyReceived
  | typeof pregnancyReportOverdue
  | typeof pregnancyFollowUpDue
  | typeof pregnancyFollowUpSettled
  | typeof pregnancyAnomalyFound
  | typeof pregnancyAnomalySettled;

describe('a pregnancy', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: NOW });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  const at = ({ participantId, pregnancyId }: PregnancyView) => ({ trialId, participantId, pregnancyId });
  const quoting = (pregnancy: PregnancyView) => ({ ...at(pregnancy), expectedVersion: pregnancy.version });
  const reporting = async (more: Partial<RequestOf<typeof reportPregnancy>> = {}) => ({
    ...{ trialId, participantId: await site.aParticipant(), whose: 'participant' as const },
    ...{ lastPeriodOn: '2025-02-10', expectedOn: '2025-11-17', awareAt: '2025-03-10T07:00:00Z', ...more },
  });
  const report = async (more: Partial<RequestOf<typeof reportPregnancy>> = {}): Promise<PregnancyView> =>
    safety.ask(reportPregnancy, await reporting(more));
  const ofPartner = { whose: 'partner', partnerConsent: 'given' } as const;
  const receiving = (pregnancy: PregnancyView, receivedAt = '2025-03-10T07:30:00Z') => ({
    ...at(pregnancy),
    receivedAt,
  });
  const following = (pregnancy: PregnancyView, more: Partial<RequestOf<typeof followUpPregnancy>> = {}) => ({
    ...{ ...quoting(pregnancy), information: 'all is well', learnedAt: '2025-03-10T07:50:00Z', ...more },
  });
  const ending = (pregnancy: PregnancyView, more: Partial<RequestOf<typeof recordPregnancyOutcome>> = {}) => ({
    ...{ ...quoting(pregnancy), outcome: 'live-birth' as const, endedOn: '2025-03', congenitalAnomaly: 'no' as const },
    ...{ learnedAt: '2025-03-10T07:50:00Z', ...more },
  });
  const end = (pregnancy: PregnancyView, more: Partial<RequestOf<typeof recordPregnancyOutcome>> = {}) =>
    safety.ask(recordPregnancyOutcome, ending(pregnancy, more));
  const entriesOf = async (pregnancy: PregnancyView) => (await safety.ask(listPregnancyEntries, at(pregnancy))).items;
  const saidOf = async (contract: Said, { pregnancyId }: PregnancyView) =>
    (await safety.said(contract)).filter((said) => said.pregnancyId === pregnancyId);
  const anomalyEvent = (participantId: string, seriousness: RequestOf<typeof reportAdverseEvent>['seriousness']) =>
    safety.ask(reportAdverseEvent, {
      ...{ trialId, participantId, term: 'congenital-familial-and-genetic-disorders-other-specify', grade: 3 },
      ...{ words: 'anomaly of the child', seriousness, onsetOn: '2025-03-09', awareAt: '2025-03-10T07:50:00Z' },
    });
  const code = (rejection: string) => ({ rejection: { code: rejection } });

  it('is reported like a serious event: it has its hours, and the sponsor takes it in', async () => {
    const pregnancy = await report();
    expect(pregnancy).toEqual({
      ...{ pregnancyId: pregnancy.pregnancyId, participantId: pregnancy.participantId },
      ...{ siteId: 'UMCU', whose: 'participant' },
      ...{ lastPeriodOn: '2025-02-10', expectedOn: '2025-11-17', conception: 'after-treatment', outcome: 'ongoing' },
      ...{ awareAt: '2025-03-10T07:00:00.000Z', dueAt: '2025-03-11T07:00:00.000Z', reportState: 'running' },
      ...{ followUpOn: '2025-11-17', trialVersion: 1, recordedAt: NOW, version: 1 },
    });
    expect(await saidOf(pregnancyReported, pregnancy)).toMatchObject([
      { whose: 'participant', dueAt: '2025-03-11T07:00:00.000Z' },
    ]);
    expect(await safety.ask(receivePregnancy, receiving(pregnancy), PHYSICIAN)).toMatchObject({
      ...{ reportState: 'met', receivedAt: '2025-03-10T07:30:00.000Z', version: 2 },
    });
    expect(await saidOf(pregnancyReceived, pregnancy)).toMatchObject([{ late: false }]);
    expect(await safety.send(receivePregnancy, receiving(pregnancy), PHYSICIAN)).toMatchObject(
      code('already-received'),
    );
  });

  it('that the site tells too late is told of once, and its receipt is late', async () => {
    const pregnancy = await report({ awareAt: '2025-03-09T07:00:00Z' });
    await eventually(async () => expect(await saidOf(pregnancyReportOverdue, pregnancy)).toHaveLength(1));
    expect(await safety.ask(readPregnancy, at(pregnancy))).toMatchObject({ reportState: 'breached' });
    expect(await safety.ask(receivePregnancy, receiving(pregnancy), PHYSICIAN)).toMatchObject({
      reportState: 'met-late',
    });
    expect(await saidOf(pregnancyReceived, pregnancy)).toMatchObject([{ late: true }]);
  });

  it.each([
    ['before the site knew', '2025-03-10T06:59:59Z', 'received-before-awareness'],
    ['before it came', '2025-03-10T08:00:01Z', 'received-in-future'],
  ])('is not received %s', async (_, receivedAt, refused) => {
    expect(await safety.send(receivePregnancy, receiving(await report(), receivedAt), PHYSICIAN)).toMatchObject(
      code(refused),
    );
  });

  it('of a partner needs their consent to be followed, not to be reported, nor to say that nobody will learn how it ended', async () => {
    expect(await safety.send(reportPregnancy, await reporting({ whose: 'partner' }))).toMatchObject(
      code('partner-consent-missing'),
    );
    const refusing = await report({ whose: 'partner', partnerConsent: 'refused' });
    expect(refusing).not.toHaveProperty('followUpOn');
    expect(await safety.send(followUpPregnancy, following(refusing))).toMatchObject(code('partner-consent-missing'));
    expect(await safety.send(recordPregnancyOutcome, ending(refusing))).toMatchObject(code('partner-consent-missing'));
    const { endedOn: _, ...unknown } = ending(refusing, { outcome: 'unknown', congenitalAnomaly: 'unknown' });
    expect(await safety.ask(recordPregnancyOutcome, unknown)).toMatchObject({ outcome: 'unknown' });
    expect(await safety.ask(followUpPregnancy, following(await report(ofPartner)))).toMatchObject({ version: 2 });
  });

  it('that ended with an anomaly needs its serious adverse event until it is linked', async () => {
    const pregnancy = await end(await report(), { congenitalAnomaly: 'yes' });
    expect(pregnancy).toMatchObject({ flags: ['adverse-event-needed'] });
    expect(await saidOf(pregnancyAnomalyFound, pregnancy)).toMatchObject([{ learnedAt: '2025-03-10T07:50:00.000Z' }]);
    const [other, event] = [
      await anomalyEvent(pregnancy.participantId, ['hospitalisation']),
      await anomalyEvent(pregnancy.participantId, ['congenital-anomaly']),
    ];
    const linking = ({ adverseEventId }: { adverseEventId: string }) => ({ ...quoting(pregnancy), adverseEventId });
    expect(await safety.send(linkPregnancyEvent, linking(other))).toMatchObject(code('no-congenital-anomaly'));
    const elsewhere = await anomalyEvent(await site.aParticipant(), ['congenital-anomaly']);
    expect(await safety.send(linkPregnancyEvent, linking(elsewhere))).toMatchObject(code('adverse-event-unknown'));
    const linked = await safety.ask(linkPregnancyEvent, linking(event));
    expect(linked).toMatchObject({ adverseEventId: event.adverseEventId });
    expect(linked).not.toHaveProperty('flags');
    expect(await saidOf(pregnancyAnomalySettled, pregnancy)).toHaveLength(1);
  });

  it('is corrected with reason, and both values stay; an anomaly that was none needs no event', async () => {
    const pregnancy = await end(await report(), { congenitalAnomaly: 'yes' });
    const told = { conceivedOn: '2025-02-20', congenitalAnomaly: 'no' as const, reason: 'mistyped' };
    const corrected = await safety.ask(correctPregnancy, { ...quoting(pregnancy), ...told });
    expect(corrected).toMatchObject({ conceivedOn: '2025-02-20', congenitalAnomaly: 'no' });
    expect(await saidOf(pregnancyAnomalySettled, pregnancy)).toHaveLength(1);
    const [, ended, last] = await entriesOf(pregnancy);
    expect(ended).toMatchObject({ act: 'ended', congenitalAnomaly: 'yes', version: 2 });
    expect(ended).not.toHaveProperty('conceivedOn');
    expect(last).toEqual({
      ...{ act: 'corrected', reason: 'mistyped', by: 'investigator-umcu', at: NOW, version: 3 },
      ...{ lastPeriodOn: '2025-02-10', conceivedOn: '2025-02-20', expectedOn: '2025-11-17' },
      ...{ outcome: 'live-birth', endedOn: '2025-03', congenitalAnomaly: 'no' },
    });
  });

  it('is asked about on another day when the expected one was wrong', async () => {
    const pregnancy = await report();
    const told = { expectedOn: '2025-10', reason: 'mistyped' };
    expect(await safety.ask(correctPregnancy, { ...quoting(pregnancy), ...told })).toMatchObject({
      followUpOn: '2025-10-31',
    });
    expect(await saidOf(pregnancyFollowUpSettled, pregnancy)).toHaveLength(1);
  });

  it('whose awareness was mistyped has its hours from the right moment: it may be too late by then, and that is told', async () => {
    const pregnancy = await report();
    const told = { awareAt: '2025-03-09T07:00:00Z', reason: 'the day was mistyped' };
    const corrected = await safety.ask(correctPregnancy, { ...quoting(pregnancy), ...told });
    expect(corrected).toMatchObject({
      ...{ awareAt: '2025-03-09T07:00:00.000Z', dueAt: '2025-03-10T07:00:00.000Z', reportState: 'breached' },
      ...{ followUpOn: pregnancy.followUpOn, version: 2 },
    });
    await eventually(async () => expect(await saidOf(pregnancyReportOverdue, pregnancy)).toHaveLength(1));
    expect(await saidOf(pregnancyReported, pregnancy)).toMatchObject([
      { dueAt: '2025-03-11T07:00:00.000Z' },
      { dueAt: '2025-03-10T07:00:00.000Z' },
    ]);
    expect(await entriesOf(pregnancy)).toMatchObject([
      { act: 'reported', learnedAt: '2025-03-10T07:00:00.000Z' },
      { act: 'corrected', learnedAt: '2025-03-09T07:00:00.000Z', reason: 'the day was mistyped' },
    ]);
  });

  it('whose receipt was mistyped is judged again: in time, or late', async () => {
    const pregnancy = await report({ awareAt: '2025-03-09T07:15:00Z' });
    const correct = (of: PregnancyView, receivedAt: string, more: object = {}) =>
      safety.send(correctPregnancyReceipt, { ...quoting(of), receivedAt, reason: 'mistyped', ...more }, PHYSICIAN);
    expect(await correct(pregnancy, '2025-03-10T07:00:00Z')).toMatchObject(code('not-received'));
    const late = await safety.ask(receivePregnancy, receiving(pregnancy), PHYSICIAN);
    expect(late).toMatchObject({ reportState: 'met-late' });
    expect(await correct(late, '2025-03-10T07:30:00Z')).toMatchObject(code('nothing-to-revise'));
    expect(await correct(late, '2025-03-09T07:14:59Z')).toMatchObject(code('received-before-awareness'));
    expect(await correct(late, '2025-03-10T08:00:01Z')).toMatchObject(code('received-in-future'));
    expect(await correct(late, '2025-03-10T07:00:00Z', { expectedVersion: 9 })).toMatchObject(code('version-conflict'));
    expect(await correct(late, '2025-03-10T07:00:00Z')).toMatchObject({
      ok: { reportState: 'met', receivedAt: '2025-03-10T07:00:00.000Z' },
    });
    expect(await saidOf(pregnancyReceived, pregnancy)).toMatchObject([{ late: true }, { late: false }]);
    const [, received, corrected] = await entriesOf(pregnancy);
    expect(received).toMatchObject({ act: 'received', learnedAt: '2025-03-10T07:30:00.000Z' });
    expect(corrected).toMatchObject({
      ...{ act: 'receipt-corrected', learnedAt: '2025-03-10T07:00:00.000Z', reason: 'mistyped' },
    });
    const { version: expectedVersion } = await safety.ask(readPregnancy, at(pregnancy));
    const after = { ...at(pregnancy), expectedVersion, awareAt: '2025-03-10T07:00:01Z', reason: 'mistyped' };
    expect(await safety.send(correctPregnancy, after)).toMatchObject(code('received-before-awareness'));
    await safety.ask(correctPregnancy, { ...after, awareAt: '2025-03-09T06:59:00Z' });
    expect(await saidOf(pregnancyReceived, pregnancy)).toMatchObject([{ late: true }, { late: false }, { late: true }]);
  });

  it('of which an ending was recorded that was of another goes on, and is asked about again', async () => {
    const ended = await end(await report(), { congenitalAnomaly: 'yes' });
    const told = { ...quoting(ended), outcome: 'ongoing', reason: 'of another participant' } as const;
    expect(await safety.send(correctPregnancy, { ...told, endedOn: '2025-03' })).toMatchObject(
      code('pregnancy-goes-on'),
    );
    const ongoing = await safety.ask(correctPregnancy, told);
    expect(ongoing).toMatchObject({ outcome: 'ongoing', followUpOn: '2025-11-17' });
    for (const field of ['endedOn', 'congenitalAnomaly', 'flags']) expect(ongoing).not.toHaveProperty(field);
    expect(await saidOf(pregnancyAnomalySettled, ongoing)).toHaveLength(1);
    expect(await safety.ask(followUpPregnancy, following(ongoing))).toMatchObject({ outcome: 'ongoing' });
  });

  it.each([
    ['an awareness to come', { awareAt: '2025-03-10T08:00:01Z' }, 'awareness-in-future'],
    ['a correction that changes nothing', { lastPeriodOn: '2025-02-10' }, 'nothing-to-revise'],
    ['an ending of one that goes on', { outcome: 'ectopic' }, 'pregnancy-goes-on'],
    ['days that contradict each other', { conceivedOn: '2025-02-09' }, 'pregnancy-dates-contradict'],
    ['what somebody else changed', { conceivedOn: '2025-02-20', expectedVersion: 7 }, 'version-conflict'],
  ] as const)('does not take %s', async (_, told, refused) => {
    const pregnancy = await report();
    expect(await safety.send(correctPregnancy, { ...quoting(pregnancy), reason: 'mistyped', ...told })).toMatchObject(
      code(refused),
    );
    expect(await entriesOf(pregnancy)).toHaveLength(1);
  });

  it.each([
    ['known before it is', { learnedAt: '2025-03-10T08:00:01Z' }, 'awareness-in-future'],
    ['to be asked about today', { askAgainOn: '2025-03-10' }, 'follow-up-not-ahead'],
  ])('has no follow-up %s', async (_, more, refused) => {
    expect(await safety.send(followUpPregnancy, following(await report(), more))).toMatchObject(code(refused));
  });

  it('does not end on a day to come', async () => {
    expect(await safety.send(recordPregnancyOutcome, ending(await report(), { endedOn: '2025-03-11' }))).toMatchObject(
      code('end-in-future'),
    );
  });

  it('is listed at its site and unknown at every other', async () => {
    const pregnancy = await report(ofPartner);
    const { participantId } = pregnancy;
    const listed = async (context = {}) =>
      (await safety.ask(listPregnancies, { trialId, participantId }, context)).items.map(
        ({ pregnancyId }) => pregnancyId,
      );
    expect(await listed()).toEqual([pregnancy.pregnancyId]);
    expect(await listed(PHYSICIAN)).toEqual([pregnancy.pregnancyId]);
    const there = { sites: ['LUMC'] };
    expect(await listed(there)).toEqual([]);
    for (const operation of [readPregnancy, listPregnancyEntries] as const)
      expect(await safety.send(operation, at(pregnancy), there)).toMatchObject(code('pregnancy-unknown'));
    expect(await safety.send(followUpPregnancy, following(pregnancy), there)).toMatchObject(code('pregnancy-unknown'));
    expect(await safety.send(reportPregnancy, await reporting(), there)).toMatchObject(code('participant-unknown'));
  });

  it('asks the site on its day, and again until the outcome is known', async () => {
    const pregnancy = await report({ expectedOn: '2025-03-20' });
    const first = await safety.ask(followUpPregnancy, following(pregnancy, { askAgainOn: '2025-03-11' }));
    expect(first).toMatchObject({ followUpOn: '2025-03-11' });
    expect(await saidOf(pregnancyFollowUpSettled, pregnancy)).toHaveLength(1);
    expect(await saidOf(pregnancyFollowUpDue, pregnancy)).toEqual([]);
    await safety.setTime('2025-03-10T23:00:00.000Z');
    await eventually(async () => expect(await saidOf(pregnancyFollowUpDue, pregnancy)).toHaveLength(1));
    const again = await safety.ask(followUpPregnancy, following(first));
    expect(again).toMatchObject({ followUpOn: '2025-03-20' });
    expect(await saidOf(pregnancyFollowUpSettled, pregnancy)).toHaveLength(2);
    const ended = await end(again, { endedOn: '2025-03-10' });
    expect(ended).not.toHaveProperty('followUpOn');
    expect(await saidOf(pregnancyFollowUpSettled, pregnancy)).toHaveLength(3);
    const later = await report({ expectedOn: '2025-03-21' });
    await safety.setTime('2025-03-21T08:00:00.000Z');
    await eventually(async () => expect(await saidOf(pregnancyFollowUpDue, later)).toHaveLength(1));
    const status = () => safety.ask(operationsOf('safety').status, {}, { role: 'administrator', trialId: '' });
    await eventually(async () => expect(await status()).toMatchObject({ dueDeadlines: 0, parked: 0 }));
    expect(await saidOf(pregnancyFollowUpDue, pregnancy)).toHaveLength(1);
    expect(await safety.send(followUpPregnancy, following(ended))).toMatchObject(code('pregnancy-ended'));
    expect(await safety.send(recordPregnancyOutcome, ending(ended))).toMatchObject(code('pregnancy-ended'));
  });
});
