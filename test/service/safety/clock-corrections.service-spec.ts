import {
  clockBreached,
  clockMet,
  closeExpeditedAssessment,
  correctAwareness,
  correctReceipt,
  judgeCausality,
  listTimeCorrections,
  operationsOf,
  receiveAtSponsor,
  readAdverseEvent,
  reportAdverseEvent,
  resultRecorded,
  reviseAdverseEvent,
  type AdverseEventView,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { OFFICER, PHYSICIAN, SiteOfSafety } from './site-of-safety.js';

const NOW = '2025-03-10T08:00:00.000Z';

describe('a moment that clocks go by', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: NOW });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  const at = ({ participantId, adverseEventId }: AdverseEventView) => ({
    ...{ trialId: 'MANUS', participantId, adverseEventId },
  });
  const report = async (more: object = {}): Promise<AdverseEventView> =>
    safety.ask(reportAdverseEvent, {
      ...{ trialId: 'MANUS', participantId: await site.aParticipant(), term: 'sepsis', grade: 4, onsetOn: '2025-03' },
      ...{ seriousness: ['hospitalisation'], awareAt: '2025-03-09T10:00:00Z', ...more },
    });
  const receive = (event: AdverseEventView, receivedAt: string): Promise<AdverseEventView> =>
    safety.ask(receiveAtSponsor, { ...at(event), receivedAt, expectedness: 'unexpected' }, PHYSICIAN);
  const awareness = (event: AdverseEventView, awareAt: string, more: object = {}) =>
    ({ ...at(event), awareAt, expectedVersion: event.version, reason: 'the day was mistyped', ...more }) as const;
  const receipt = awareness;
  const clocksOf = ({ adverseEventId }: Pick<AdverseEventView, 'adverseEventId'>) => site.clocksOf(adverseEventId);
  const standing = async (event: AdverseEventView) =>
    (await clocksOf(event)).map(({ clock, state, startedAt }) => `${clock} ${startedAt} ${state}`).sort();
  const breachesOf = async ({ adverseEventId }: AdverseEventView) =>
    (await safety.said(clockBreached)).filter((said) => said.adverseEventId === adverseEventId);
  /** What pharmacovigilance still has to answer, once it has heard of every clock. */
  const unanswered = async ({ adverseEventId }: Pick<AdverseEventView, 'adverseEventId'>) => {
    const known = await safety.rows<{ open: boolean }>(
      `select not superseded and not exists (select from unblinded.expedited_assessment where clock_id = clock.id) as open
         from unblinded.expedited_clock clock where adverse_event_id = $1`,
      [adverseEventId],
    );
    const days = (await clocksOf({ adverseEventId })).filter(({ clock }) => clock !== 'sae-to-sponsor');
    return known.length < days.length ? ['not heard of'] : known.filter(({ open }) => open);
  };
  const parked = async () =>
    (await safety.ask(operationsOf('safety').status, {}, { role: 'administrator', trialId: '' })).parked;
  const code = (rejection: string) => ({ rejection: { code: rejection } });

  describe('of awareness', () => {
    it('that was typed a day too late is corrected: the clock is overdue, and that is told', async () => {
      const event = await report();
      const corrected = await safety.ask(correctAwareness, awareness(event, '2025-03-08T10:00:00Z'));
      expect(corrected).toMatchObject({ awareAt: '2025-03-08T10:00:00.000Z', version: 2 });
      expect(await standing(event)).toEqual([
        'sae-to-sponsor 2025-03-08T10:00:00.000Z breached',
        'sae-to-sponsor 2025-03-09T10:00:00.000Z superseded',
      ]);
      await eventually(async () => expect(await breachesOf(event)).toHaveLength(1));
      const [wrong] = (await clocksOf(event)).filter(({ state }) => state === 'superseded');
      const [right] = (await clocksOf(event)).filter(({ state }) => state === 'breached');
      expect(right).toMatchObject({
        ...{ basis: 'correction', supersedes: wrong?.clockId, reason: 'the day was mistyped', breachToldAt: NOW },
        inputs: { hours: 24 },
      });
      expect(right?.breachWasNone).toBeUndefined();
      expect(await safety.ask(listTimeCorrections, at(event))).toEqual({
        items: [
          {
            ...{ what: 'awareness', previous: '2025-03-09T10:00:00.000Z', corrected: '2025-03-08T10:00:00.000Z' },
            ...{ reason: 'the day was mistyped', correctedBy: 'investigator-umcu', correctedAt: NOW },
          },
        ],
      });
    });

    it('that was typed too early leaves the breach that was told, shown to be none', async () => {
      const event = await report({ awareAt: '2025-03-01T10:00:00Z', onsetOn: '2025-03-01' });
      await eventually(async () => expect(await breachesOf(event)).toHaveLength(1));
      const held = await receive(event, '2025-03-10T07:00:00Z');
      await safety.ask(correctAwareness, awareness(held, '2025-03-10T06:00:00Z'));
      const clocks = (await clocksOf(event)).filter(({ clock }) => clock === 'sae-to-sponsor');
      expect(clocks.find(({ state }) => state === 'superseded')).toMatchObject({
        ...{ breachToldAt: NOW, breachWasNone: true },
      });
      expect(clocks.find(({ state }) => state === 'met')).toMatchObject({ metAt: '2025-03-10T07:00:00.000Z' });
      expect(clocks).toHaveLength(2);
      expect(await breachesOf(event)).toHaveLength(1);
    });

    it('of a revision that made the event serious moves the hours of that revision alone', async () => {
      const event = await report({ term: 'skin-ulceration', seriousness: [], awareAt: '2025-03-07T10:00:00Z' });
      const serious = await safety.ask(reviseAdverseEvent, {
        ...{ ...at(event), seriousness: ['hospitalisation'], awareAt: '2025-03-10T06:00:00Z' },
        ...{ expectedVersion: event.version, reason: 'admitted' },
      });
      expect(serious).toMatchObject({ awareAt: '2025-03-07T10:00:00.000Z', learnedAt: '2025-03-10T06:00:00.000Z' });
      const insteadOf = '2025-03-10T06:00:00Z';
      const corrected = await safety.ask(correctAwareness, awareness(serious, '2025-03-09T12:00:00Z', { insteadOf }));
      expect(corrected).toMatchObject({ awareAt: '2025-03-07T10:00:00.000Z', learnedAt: '2025-03-09T12:00:00.000Z' });
      expect(await standing(event)).toEqual([
        'sae-to-sponsor 2025-03-09T12:00:00.000Z running',
        'sae-to-sponsor 2025-03-10T06:00:00.000Z superseded',
      ]);
      expect(await safety.send(correctAwareness, awareness(corrected, insteadOf, { insteadOf }))).toMatchObject(
        code('awareness-not-on-record'),
      );
    });

    it('gains a proposed event no time: its hours run from the proposal', async () => {
      const participantId = await site.aParticipant();
      await site.hear(resultRecorded, site.anAlt(participantId));
      const [candidate] = await site.eventsOf(participantId);
      if (!candidate) throw new Error('no candidate');
      expect(await safety.send(correctAwareness, awareness(candidate, '2025-03-09T10:00:00Z'))).toMatchObject(
        code('adverse-event-not-confirmed'),
      );
      const confirmed = await site.confirm(candidate, ['hospitalisation'], '2025-03-09T09:00:00Z');
      const later = await safety.ask(correctAwareness, awareness(confirmed, '2025-03-10T08:00:00Z'));
      expect((await standing(later)).filter((clock) => !clock.endsWith('superseded'))).toEqual([
        `sae-to-sponsor ${NOW} running`,
      ]);
      const earlier = await safety.ask(correctAwareness, awareness(later, '2025-03-09T20:00:00Z'));
      expect((await standing(earlier)).filter((clock) => !clock.endsWith('superseded'))).toEqual([
        'sae-to-sponsor 2025-03-09T20:00:00.000Z running',
      ]);
    });

    it.each([
      ['in the future', '2025-03-10T09:00:00Z', {}, 'awareness-in-future'],
      ['before the event began', '2025-02-20T09:00:00Z', {}, 'onset-after-awareness'],
      ['that stands there already', '2025-03-09T10:00:00Z', {}, 'nothing-to-revise'],
      ['after the sponsor held it', '2025-03-10T07:30:00Z', {}, 'received-before-awareness'],
      ['read before somebody else changed it', '2025-03-09T09:00:00Z', { expectedVersion: 1 }, 'version-conflict'],
    ] as const)('%s is refused', async (_, awareAt, more, refused) => {
      const event = await receive(await report(), '2025-03-10T07:00:00Z');
      expect(await safety.send(correctAwareness, awareness(event, awareAt, more))).toMatchObject(code(refused));
      expect(await safety.ask(listTimeCorrections, at(event))).toEqual({ items: [] });
    });
  });

  describe('of receipt', () => {
    const correct = (event: AdverseEventView, receivedAt: string) => {
      const { awareAt: _, ...rest } = receipt(event, receivedAt);
      return { ...rest, receivedAt };
    };

    it('moves the days, and what was in time is late', async () => {
      const event = await report({ awareAt: '2025-03-05T08:00:00Z', onsetOn: '2025-03-01' });
      await safety.ask(judgeCausality, {
        ...{ ...at(event), opinions: [{ cause: 'cells', related: true }], reason: 'soon after' },
      });
      const held = await receive(event, '2025-03-06T07:00:00Z');
      await eventually(async () => expect(await breachesOf(event)).toHaveLength(1));
      const [hours] = (await clocksOf(event)).filter(({ clock }) => clock === 'sae-to-sponsor');
      expect(hours).toMatchObject({ state: 'met', breachWasNone: true });

      const corrected = await safety.ask(correctReceipt, correct(held, '2025-03-08T07:00:00Z'), PHYSICIAN);
      expect(corrected).toMatchObject({ receivedAt: '2025-03-08T07:00:00.000Z', version: held.version + 1 });
      const clocks = await clocksOf(event);
      expect(clocks.find(({ clock }) => clock === 'sae-to-sponsor')).toMatchObject({
        ...{ state: 'met-late', metAt: '2025-03-08T07:00:00.000Z', breachToldAt: NOW },
      });
      const ofDays = clocks.filter(({ clock }) => clock === 'susar-other');
      expect(ofDays.map(({ dueOn, state }) => `${dueOn} ${state}`).sort()).toEqual([
        '2025-03-21 superseded',
        '2025-03-23 running',
      ]);
      expect((await safety.ask(listTimeCorrections, at(event))).items).toMatchObject([
        { what: 'receipt', previous: '2025-03-06T07:00:00.000Z', correctedBy: 'safety-physician' },
      ]);
      // Pharmacovigilance answers the clock that stands.
      const close = { ...at(event), clock: 'susar-other', reason: 'sent' };
      await eventually(async () =>
        expect(await safety.send(closeExpeditedAssessment, close, OFFICER)).toHaveProperty('ok'),
      );
      await eventually(async () =>
        expect((await clocksOf(event)).find(({ dueOn }) => dueOn === '2025-03-23')).toMatchObject({ state: 'met' }),
      );
      // Corrected twice, also after its report was made: nothing waits for a report again.
      const again = await safety.ask(correctReceipt, correct(corrected, '2025-03-05T20:00:00Z'), PHYSICIAN);
      const days = (await clocksOf(again)).filter(({ clock }) => clock === 'susar-other');
      expect(days.map(({ dueOn, state }) => `${dueOn} ${state}`).sort()).toEqual([
        '2025-03-20 met',
        '2025-03-21 superseded',
        '2025-03-23 superseded',
      ]);
      await eventually(async () => expect(await unanswered(event)).toEqual([]));
      expect(await safety.send(closeExpeditedAssessment, close, OFFICER)).toMatchObject(code('clock-not-running'));
      await expect(parked()).resolves.toBe(0);
    });

    it('that was late as recorded tells of the breach at once, and once', async () => {
      const event = await report();
      const held = await receive(event, '2025-03-10T07:00:00Z');
      const earlier = await safety.ask(correctAwareness, awareness(held, '2025-03-08T10:00:00Z'));
      expect(await breachesOf(event)).toHaveLength(1);
      const later = await safety.ask(correctReceipt, correct(earlier, '2025-03-10T07:30:00Z'), PHYSICIAN);
      expect(later.version).toBe(earlier.version + 1);
      expect(await breachesOf(event)).toHaveLength(1);
      expect((await safety.said(clockMet)).filter(({ late }) => late).length).toBeGreaterThan(1);
    });

    it('goes by the first awareness, whatever became known since', async () => {
      const event = await report();
      const worse = await safety.ask(reviseAdverseEvent, {
        ...{ ...at(event), seriousness: ['hospitalisation', 'medically-important'] },
        ...{ awareAt: '2025-03-10T07:00:00Z', expectedVersion: event.version, reason: 'worse' },
      });
      expect(await receive(worse, '2025-03-09T11:00:00Z')).toMatchObject({ receivedAt: '2025-03-09T11:00:00.000Z' });
    });

    it.each([
      ['in the future', '2025-03-10T09:00:00Z', 'received-in-future'],
      ['before anybody knew', '2025-03-09T09:00:00Z', 'received-before-awareness'],
      ['that stands there already', '2025-03-10T07:00:00Z', 'nothing-to-revise'],
    ])('%s is refused', async (_, receivedAt, refused) => {
      const event = await receive(await report(), '2025-03-10T07:00:00Z');
      expect(await safety.send(correctReceipt, correct(event, receivedAt), PHYSICIAN)).toMatchObject(code(refused));
    });

    it('is not there to correct before it is recorded, nor for who read an earlier version', async () => {
      const event = await report();
      const wrong = correct(event, '2025-03-10T07:00:00Z');
      expect(await safety.send(correctReceipt, wrong, PHYSICIAN)).toMatchObject(code('not-received'));
      await receive(event, '2025-03-10T07:10:00Z');
      expect(await safety.send(correctReceipt, wrong, PHYSICIAN)).toMatchObject(code('version-conflict'));
    });
  });

  it('is unknown of an event at another site', async () => {
    const event = await report();
    const there = { sites: ['LUMC'] };
    expect(await safety.send(listTimeCorrections, at(event), there)).toMatchObject(code('adverse-event-unknown'));
    expect(await safety.send(correctReceipt, { ...awarenessOf(event) }, { ...PHYSICIAN, ...there })).toMatchObject(
      code('adverse-event-unknown'),
    );
    expect(await safety.ask(readAdverseEvent, at(event))).toMatchObject({ version: 1 });
  });
  const awarenessOf = (event: AdverseEventView) => ({
    ...{ ...at(event), receivedAt: NOW, expectedVersion: event.version, reason: 'the day was mistyped' },
  });
});
