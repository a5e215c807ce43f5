import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  adverseEventRevised,
  clockBreached,
  correctAwareness,
  correctReceipt,
  judgeCausality,
  listAdverseEventLines,
  listAdverseEvents,
  listClocks,
  makeDataCut,
  markSpecialInterest,
  operationsOf,
  participantConsented,
  readAdverseEvent,
  readDataCutFile,
  readReportingDecision,
  receiveAtSponsor,
  reportAdverseEvent,
  resultRecorded,
  reviseAdverseEvent,
  signAdverseEvent,
  withdrawSpecialInterest,
  type AdverseEventView,
  type DataCutFileRequest,
  type RequestOf,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { TermsOfTrials } from '../../../apps/safety/src/special-interest/terms-of-trials.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety } from './site-of-safety.js';

const NOW = '2025-03-10T08:00:00.000Z';
const PHYSICIAN = { actor: 'safety-physician', role: 'safety-physician', organisation: 'sponsor', sites: ['UMCU'] };
const trialId = 'MANUS';

/** The trial as published, and besides a group of what laboratories propose; its second version drops a term. */
function trialsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'special-interest-'));
  const published = readFileSync(new URL('../../../deploy/trials/manus.v1.yaml', import.meta.url), 'utf8');
  const group = '{ code: liver, name: Liver, terms: [alanine-aminotransferase-increased], toSponsor: always }';
  const more = published.replace('  specialInterest:\n', `  specialInterest:\n    - ${group}\n`);
  writeFileSync(join(folder, 'manus.v1.yaml'), more);
  const second = more
    .replace(/^version: 1$/m, 'version: 2')
    .replace(/^ +- skin-infection\n/m, '')
    .replaceAll(/activeFrom: '?[0-9T:.+-]+'?/g, "activeFrom: '2025-03-01T00:00:00+01:00'");
  writeFileSync(join(folder, 'manus.v2.yaml'), second);
  return folder;
}

describe('an event of special interest', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: NOW, variables: { TRIALS_FOLDER: trialsFolder() } });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  const at = ({ participantId, adverseEventId }: AdverseEventView) => ({ trialId, participantId, adverseEventId });
  const report = async (more: Partial<RequestOf<typeof reportAdverseEvent>> = {}): Promise<AdverseEventView> =>
    safety.ask(reportAdverseEvent, {
      ...{ trialId, participantId: await site.aParticipant(), term: 'skin-infection', grade: 2, seriousness: [] },
      ...{ onsetOn: '2025-03-01', awareAt: '2025-03-09T10:00:00Z', ...more },
    });
  const mark = (event: AdverseEventView, more: Partial<RequestOf<typeof markSpecialInterest>> = {}) => ({
    ...{ ...at(event), group: 'digit-loss', awareAt: '2025-03-10T07:00:00Z', expectedVersion: event.version },
    ...{ reason: 'the tip of the finger was lost', ...more },
  });
  const receive = (event: AdverseEventView, receivedAt = '2025-03-10T07:30:00Z') =>
    safety.send(receiveAtSponsor, { ...at(event), receivedAt, expectedness: 'unexpected' }, PHYSICIAN);
  /** Its site admits, after the sponsor took it in, that it is serious, or that it is not any more. */
  const revise = (event: AdverseEventView, seriousness: AdverseEventView['seriousness'], awareAt: string) =>
    safety.ask(reviseAdverseEvent, {
      ...{ ...at(event), seriousness, awareAt, expectedVersion: event.version, reason: 'the letter of the ward' },
    });
  const clocksOf = async ({ adverseEventId }: AdverseEventView) =>
    (await safety.ask(listClocks, { trialId })).items
      .filter((clock) => clock.adverseEventId === adverseEventId)
      .map(({ clock, state, startedAt }) => ({ clock, state, startedAt }));
  const code = (rejection: string) => ({ rejection: { code: rejection } });

  it('is of terms that are looked up whenever safety starts, or it does not start', () => {
    expect(safety.app.get(TermsOfTrials, { strict: false })).toBeInstanceOf(TermsOfTrials);
  });

  it('by its term has the hours of a serious one, though it is not serious, and is received like one', async () => {
    const event = await report();
    expect(event).toMatchObject({
      serious: false,
      specialInterest: [{ group: 'infection', basis: 'term', toSponsor: 'always', trialVersion: 1, recordedAt: NOW }],
    });
    const hours = { clock: 'sae-to-sponsor', startedAt: '2025-03-09T10:00:00.000Z' };
    expect(await clocksOf(event)).toEqual([{ ...hours, state: 'running' }]);
    expect(await receive(event)).toMatchObject({ ok: { serious: false, receivedAt: '2025-03-10T07:30:00.000Z' } });
    expect(await clocksOf(event)).toEqual([{ ...hours, state: 'met' }]);
  });

  it('starts no days while it is not serious, whatever is suspected', async () => {
    const event = await report();
    await safety.ask(judgeCausality, { ...at(event), opinions: [{ cause: 'cells', related: true }], reason: 'soon' });
    await receive(event);
    expect((await clocksOf(event)).map(({ clock }) => clock)).toEqual(['sae-to-sponsor']);
  });

  it('is none where the term is of no group: no hours, and the sponsor does not receive it', async () => {
    const event = await report({ term: 'fall' });
    expect(event).not.toHaveProperty('specialInterest');
    expect(await clocksOf(event)).toEqual([]);
    expect(await receive(event)).toMatchObject(code('not-serious'));
  });

  it('stays one when a later version of the trial drops its term; what is recorded under that version is none', async () => {
    const event = await report();
    const { participantId } = event;
    const consent = { consentVersion: '2', consentedAt: NOW, sex: 'female', age: 50 } as const;
    const place = { trialId, siteId: 'UMCU', participantId, participantCode: 'X-1', trialVersion: 2 };
    await site.hear(participantConsented, { ...place, ...consent });
    const later = await report({ participantId });
    expect(later).not.toHaveProperty('specialInterest');
    expect(await clocksOf(later)).toEqual([]);
    expect(await safety.ask(readAdverseEvent, at(event))).toMatchObject({
      specialInterest: [{ group: 'infection', trialVersion: 1 }],
    });
  });

  it('goes on with its hours when an investigator confirms a proposal as not serious', async () => {
    const participantId = await site.aParticipant();
    await site.hear(resultRecorded, site.anAlt(participantId));
    const [candidate] = await site.eventsOf(participantId);
    if (!candidate) throw new Error('no candidate');
    expect(candidate).toMatchObject({ status: 'candidate', specialInterest: [{ group: 'liver', basis: 'term' }] });
    const proposedAt = { clock: 'sae-to-sponsor', state: 'running', startedAt: NOW };
    expect(await clocksOf(candidate)).toEqual([proposedAt]);
    await site.confirm(candidate, [], '2025-03-10T08:00:00Z');
    expect(await clocksOf(candidate)).toEqual([proposedAt]);
  });

  it('is marked by an investigator where no term says so: with reason, and hours from when they knew', async () => {
    const event = await report({ term: 'skin-ulceration', grade: 3 });
    expect(await clocksOf(event)).toEqual([]);
    const marked = await safety.ask(markSpecialInterest, mark(event));
    const said = { basis: 'investigator', toSponsor: 'always', trialVersion: 1, markedBy: 'investigator-umcu' };
    expect(marked).toMatchObject({
      version: event.version + 1,
      specialInterest: [
        { group: 'digit-loss', ...said, awareAt: '2025-03-10T07:00:00.000Z', reason: 'the tip of the finger was lost' },
      ],
    });
    const hours = { clock: 'sae-to-sponsor', state: 'running' };
    expect(await clocksOf(event)).toEqual([{ ...hours, startedAt: '2025-03-10T07:00:00.000Z' }]);
    await safety.ask(correctAwareness, {
      ...{ ...at(event), insteadOf: '2025-03-10T07:00:00.000Z', awareAt: '2025-03-10T06:00:00Z' },
      ...{ expectedVersion: marked.version, reason: 'mistyped' },
    });
    expect(await clocksOf(event)).toContainEqual({ ...hours, startedAt: '2025-03-10T06:00:00.000Z' });
    const corrected = await safety.ask(readAdverseEvent, at(event));
    expect(corrected).toMatchObject({ specialInterest: [{ awareAt: '2025-03-10T06:00:00.000Z' }] });
    const correction = { ...at(event), expectedVersion: corrected.version, reason: 'mistyped' };
    const before = { ...correction, insteadOf: '2025-03-10T06:00:00Z', awareAt: '2025-03-09T09:59:59Z' };
    expect(await safety.send(correctAwareness, before)).toMatchObject(code('interest-before-awareness'));
    const after = { ...correction, awareAt: '2025-03-10T06:00:01Z' };
    expect(await safety.send(correctAwareness, after)).toMatchObject(code('interest-before-awareness'));
  });

  it('has no second hours when it is marked after the sponsor took it in', async () => {
    const event = await report();
    await receive(event);
    await safety.ask(markSpecialInterest, mark(event, { expectedVersion: event.version + 1 }));
    expect((await clocksOf(event)).map(({ state }) => state)).toEqual(['met']);
  });

  describe('that becomes serious after the sponsor took it in', () => {
    const suspected = async (more: Partial<RequestOf<typeof reportAdverseEvent>> = {}): Promise<AdverseEventView> => {
      const event = await report(more);
      await safety.ask(judgeCausality, { ...at(event), opinions: [{ cause: 'cells', related: true }], reason: 'soon' });
      expect(await receive(event, '2025-03-09T11:00:00Z')).toMatchObject({ ok: { serious: false } });
      return safety.ask(readAdverseEvent, at(event));
    };
    const inTime = async (event: AdverseEventView) =>
      (await clocksOf(event)).sort((one, other) => one.startedAt.localeCompare(other.startedAt));
    const first = { clock: 'sae-to-sponsor', state: 'met', startedAt: '2025-03-09T10:00:00.000Z' };
    const second = { clock: 'sae-to-sponsor', startedAt: '2025-03-10T06:00:00.000Z' };

    it('has hours of its own, and its days begin with the receipt of that', async () => {
      const serious = await revise(await suspected(), ['hospitalisation'], '2025-03-10T06:00:00Z');
      expect(await inTime(serious)).toEqual([first, { ...second, state: 'running' }]);
      const judge = (opinions: { cause: string; related: boolean }[]) =>
        safety.ask(judgeCausality, { ...at(serious), opinions, reason: 'the letter of the ward' });
      await judge(['cells', 'vehicle', 'procedure', 'sedation'].map((cause) => ({ cause, related: false })));
      await judge([{ cause: 'cells', related: true }]);
      expect(await clocksOf(serious)).toHaveLength(2);
      expect(await safety.ask(readReportingDecision, at(serious), PHYSICIAN)).toMatchObject({
        decision: 'sponsor-does-not-hold-it',
      });

      expect(await receive(serious, '2025-03-10T05:00:00Z')).toMatchObject(code('received-before-awareness'));
      expect(await receive(serious)).toMatchObject({ ok: { receivedAt: '2025-03-10T07:30:00.000Z' } });
      const days = { clock: 'susar-other', state: 'running', startedAt: '2025-03-10T07:30:00.000Z' };
      expect(await inTime(serious)).toEqual([first, { ...second, state: 'met' }, days]);
      expect(await receive(serious)).toMatchObject(code('already-received'));
    });

    describe('is told of as too late, once, when nobody takes that in', () => {
      const early = { awareAt: '2025-03-08T10:00:00Z' };
      const told = async ({ adverseEventId }: AdverseEventView) => {
        const late = { clock: 'sae-to-sponsor', startedAt: '2025-03-09T07:00:00.000Z', state: 'breached' };
        const [clock] = (await site.clocksOf(adverseEventId)).filter(({ startedAt }) => startedAt === late.startedAt);
        expect(clock).toMatchObject(late);
        const breaches = async () =>
          (await safety.said(clockBreached)).filter(({ clockId }) => clockId === clock?.clockId);
        await eventually(async () => expect(await breaches()).toHaveLength(1));
        const status = () => safety.ask(operationsOf('safety').status, {}, { role: 'administrator', trialId: '' });
        await eventually(async () => expect(await status()).toMatchObject({ dueDeadlines: 0 }));
        expect(await breaches()).toHaveLength(1);
      };

      it('recorded after its hours', async () => {
        await told(await revise(await suspected(early), ['hospitalisation'], '2025-03-09T07:00:00Z'));
      });

      it('known since before its hours by a correction', async () => {
        const serious = await revise(await suspected(early), ['hospitalisation'], '2025-03-09T12:00:00Z');
        const correction = { insteadOf: '2025-03-09T12:00:00Z', awareAt: '2025-03-09T07:00:00Z', reason: 'mistyped' };
        await told(
          await safety.ask(correctAwareness, { ...at(serious), ...correction, expectedVersion: serious.version }),
        );
      });
    });

    it('may have become known later than the first receipt, by a correction too', async () => {
      const serious = await revise(await suspected(), ['hospitalisation'], '2025-03-10T06:00:00Z');
      const corrected = await safety.ask(correctAwareness, {
        ...{ ...at(serious), insteadOf: '2025-03-10T06:00:00Z', awareAt: '2025-03-10T06:30:00Z', reason: 'mistyped' },
        ...{ expectedVersion: serious.version },
      });
      expect(await clocksOf(corrected)).toContainEqual({
        ...{ clock: 'sae-to-sponsor', startedAt: '2025-03-10T06:30:00.000Z', state: 'running' },
      });
    });

    it('has its receipts corrected each for itself: the days move with that of the serious event', async () => {
      const serious = await revise(await suspected(), ['hospitalisation'], '2025-03-10T06:00:00Z');
      await receive(serious, '2025-03-10T07:30:00Z');
      const { version: expectedVersion } = await safety.ask(readAdverseEvent, at(serious));
      const correction = { ...at(serious), expectedVersion, reason: 'mistyped' };
      const early = { ...correction, receivedAt: '2025-03-10T05:59:59Z' };
      expect(await safety.send(correctReceipt, early, PHYSICIAN)).toMatchObject(code('received-before-awareness'));
      const late = { ...correction, receivedAt: '2025-03-10T07:45:00Z' };
      const corrected = await safety.ask(correctReceipt, late, PHYSICIAN);
      expect(corrected).toMatchObject({ receivedAt: '2025-03-10T07:45:00.000Z' });
      expect(await clocksOf(serious)).toContainEqual({
        ...{ clock: 'susar-other', state: 'running', startedAt: '2025-03-10T07:45:00.000Z' },
      });
      const { version } = corrected;
      const first = { ...correction, expectedVersion: version, receivedAt: '2025-03-09T10:30:00Z' };
      expect(
        await safety.send(correctReceipt, { ...first, insteadOf: '2025-03-09T11:00:01Z' }, PHYSICIAN),
      ).toMatchObject(code('not-received'));
      await safety.ask(correctReceipt, { ...first, insteadOf: '2025-03-09T11:00:00Z' }, PHYSICIAN);
      expect(await clocksOf(serious)).toContainEqual({
        ...{ clock: 'susar-other', state: 'running', startedAt: '2025-03-10T07:45:00.000Z' },
      });
      const kept = await safety.rows(
        `select serious, received_at from sponsor_receipt where adverse_event_id = $1 order by serious`,
        [serious.adverseEventId],
      );
      expect(kept).toEqual([
        { serious: false, received_at: new Date('2025-03-09T10:30:00Z') },
        { serious: true, received_at: new Date('2025-03-10T07:45:00Z') },
      ]);
    });

    it('has no third hours when it got milder and serious again', async () => {
      const serious = await revise(await suspected(), ['hospitalisation'], '2025-03-10T06:00:00Z');
      await receive(serious);
      const held = await safety.ask(readAdverseEvent, at(serious));
      const milder = await revise(held, [], '2025-03-10T07:40:00Z');
      expect(await receive(milder)).toMatchObject(code('already-received'));
      const again = await revise(milder, ['hospitalisation'], '2025-03-10T07:50:00Z');
      const hours = (await clocksOf(again)).filter(({ clock }) => clock === 'sae-to-sponsor');
      expect(hours.map(({ state }) => state)).toEqual(['met', 'met']);
    });
  });

  it('was signed before it was marked: what the site says is another thing then', async () => {
    const event = await report({ term: 'skin-ulceration', grade: 3 });
    await safety.ask(
      signAdverseEvent,
      { ...at(event), meaning: 'complete-and-correct', expectedVersion: event.version },
      { signedInSecondsAgo: 10 },
    );
    expect(await safety.ask(readAdverseEvent, at(event))).toMatchObject({ signedAs: ['complete-and-correct'] });
    expect(await safety.ask(markSpecialInterest, mark(event))).toMatchObject({
      flags: expect.arrayContaining(['signature-superseded']),
    });
  });

  it.each([
    ['with a group the trial does not have', { group: 'falls' }, 'interest-group-unknown'],
    ['with a group its term is of', { group: 'infection' }, 'already-of-interest'],
    ['from before the event was known', { awareAt: '2025-03-09T09:59:59Z' }, 'interest-before-awareness'],
    ['from a moment to come', { awareAt: '2025-03-10T08:00:01Z' }, 'awareness-in-future'],
    ['as somebody else had changed it', { expectedVersion: 9 }, 'version-conflict'],
  ] as const)('is not marked %s', async (_, more, refused) => {
    const event = await report();
    expect(await safety.send(markSpecialInterest, mark(event, more))).toMatchObject(code(refused));
    expect(await safety.ask(readAdverseEvent, at(event))).toMatchObject({ specialInterest: [{ group: 'infection' }] });
  });

  describe('that an investigator marked by mistake', () => {
    const mistaken = (event: AdverseEventView, more: Partial<RequestOf<typeof withdrawSpecialInterest>> = {}) => ({
      ...{ ...at(event), group: 'digit-loss', expectedVersion: event.version },
      ...{ reason: 'the other hand, an old loss', ...more },
    });
    const marked = async () =>
      safety.ask(markSpecialInterest, mark(await report({ term: 'skin-ulceration', grade: 3 })));

    it('is one no more, and what was said stays to be read; the hours that it started are answered all the same', async () => {
      const event = await marked();
      const lines = async () =>
        (await safety.ask(listAdverseEventLines, { trialId, which: 'special-interest' }, PHYSICIAN)).items.map(
          ({ adverseEventId }) => adverseEventId,
        );
      expect(await lines()).toContain(event.adverseEventId);
      const withdrawn = await safety.ask(withdrawSpecialInterest, mistaken(event));
      expect(withdrawn).not.toHaveProperty('specialInterest');
      expect(withdrawn).toMatchObject({
        version: event.version + 1,
        withdrawnInterest: [
          {
            ...{ group: 'digit-loss', markedBy: 'investigator-umcu', awareAt: '2025-03-10T07:00:00.000Z' },
            ...{ withdrawnAt: NOW, withdrawnBy: 'investigator-umcu', reason: 'the other hand, an old loss' },
          },
        ],
      });
      expect(await lines()).not.toContain(event.adverseEventId);
      const { participantId } = event;
      const found = await safety.ask(listAdverseEvents, { trialId, participantId, specialInterest: 'digit-loss' });
      expect(found.items).toEqual([]);
      expect((await clocksOf(event)).map(({ state }) => state)).toEqual(['running']);
      expect(await receive(withdrawn)).toMatchObject({ ok: { receivedAt: '2025-03-10T07:30:00.000Z' } });
      expect((await clocksOf(event)).map(({ state }) => state)).toEqual(['met']);
      expect(
        (await safety.said(adverseEventRevised)).filter(
          ({ adverseEventId }) => adverseEventId === event.adverseEventId,
        ),
      ).toHaveLength(2);
    });

    it('is signed anew, and may be marked again', async () => {
      const event = await marked();
      const meaning = 'complete-and-correct';
      await safety.ask(
        signAdverseEvent,
        { ...at(event), meaning, expectedVersion: event.version },
        { signedInSecondsAgo: 10 },
      );
      const signed = await safety.ask(readAdverseEvent, at(event));
      const withdrawn = await safety.ask(withdrawSpecialInterest, mistaken(signed));
      expect(withdrawn.flags).toContain('signature-superseded');
      expect(await safety.ask(markSpecialInterest, mark(withdrawn))).toMatchObject({
        specialInterest: [{ group: 'digit-loss' }],
        withdrawnInterest: [{ group: 'digit-loss' }],
      });
    });

    it.each([
      ['what its term says', { group: 'infection' }, {}, 'interest-not-marked'],
      ['what nobody said', { group: 'liver' }, {}, 'interest-not-marked'],
      ['as somebody else had changed it', { expectedVersion: 9 }, {}, 'version-conflict'],
      ['from another site', {}, { sites: ['LUMC'] }, 'adverse-event-unknown'],
    ] as const)('does not take back %s', async (_, more, context, refused) => {
      const event = await safety.ask(markSpecialInterest, mark(await report()));
      expect(await safety.send(withdrawSpecialInterest, mistaken(event, more), { ...context })).toMatchObject(
        code(refused),
      );
      expect(await safety.ask(readAdverseEvent, at(event))).toMatchObject({
        specialInterest: [{ group: 'digit-loss' }, { group: 'infection' }],
      });
    });
  });

  it('that was serious until the sponsor took it in has its hours answered', async () => {
    const event = await report({ term: 'fall', seriousness: ['hospitalisation'] });
    const milder = await revise(event, [], '2025-03-10T06:00:00Z');
    expect((await clocksOf(milder)).map(({ state }) => state)).toEqual(['running']);
    expect(await receive(milder)).toMatchObject({ ok: { serious: false } });
    expect((await clocksOf(milder)).map(({ state }) => state)).toEqual(['met']);
    const again = await revise(
      await safety.ask(readAdverseEvent, at(milder)),
      ['hospitalisation'],
      '2025-03-10T07:40:00Z',
    );
    expect((await clocksOf(again)).map(({ state }) => state).sort()).toEqual(['met', 'running']);
  });

  it('is not marked from another site', async () => {
    const event = await report();
    expect(await safety.send(markSpecialInterest, mark(event), { sites: ['LUMC'] })).toMatchObject(
      code('adverse-event-unknown'),
    );
  });

  it('is found by its group, listed apart, and in the files of a cut', async () => {
    const reported = await report({ term: 'wound-infection' });
    const event = await safety.ask(markSpecialInterest, mark(reported, { group: 'hypersensitivity' }));
    const other = await report({ term: 'fall' });
    const received = await report();
    await receive(received);
    const { participantId } = event;
    const found = async (specialInterest: string) =>
      (await safety.ask(listAdverseEvents, { trialId, participantId, specialInterest })).items.length;
    expect([await found('hypersensitivity'), await found('infection'), await found('digit-loss')]).toEqual([1, 1, 0]);

    const lines = (await safety.ask(listAdverseEventLines, { trialId, which: 'special-interest' }, PHYSICIAN)).items;
    const idsOf = lines.map(({ adverseEventId }) => adverseEventId);
    expect(idsOf).toContain(event.adverseEventId);
    expect(idsOf).not.toContain(other.adverseEventId);
    expect(lines.find(({ adverseEventId }) => adverseEventId === event.adverseEventId)?.specialInterest).toEqual([
      'hypersensitivity',
      'infection',
    ]);

    const { dataCutId } = await safety.ask(
      makeDataCut,
      { trialId, purpose: 'annual-report', reason: 'yearly' },
      PHYSICIAN,
    );
    const year = { from: '2025-01-01', until: '2025-12-31' };
    const textOf = async (file: DataCutFileRequest['file']) =>
      (await safety.ask(readDataCutFile, { trialId, dataCutId, file, ...year }, PHYSICIAN)).text;
    for (const file of ['special-interest-events.csv', 'annual-special-interest.csv', 'annual-report.html'] as const) {
      const text = await textOf(file);
      expect(text).toContain(event.adverseEventId);
      expect(text).not.toContain(other.adverseEventId);
    }
    expect(await textOf('adverse-events.csv')).toContain('hypersensitivity; infection');
    const unreceived = await textOf('reconciliation.csv');
    expect(unreceived).toMatch(new RegExp(`^.*${event.adverseEventId}.*awaits-receipt`, 'm'));
    expect(unreceived).not.toContain(received.adverseEventId);
  });
});
