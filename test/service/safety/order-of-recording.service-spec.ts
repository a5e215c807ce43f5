import {
  correctAwareness,
  correctReceipt,
  markSpecialInterest,
  readAdverseEvent,
  receiveAtSponsor,
  reportAdverseEvent,
  reviseAdverseEvent,
  type AdverseEventView,
  type ReceiveAtSponsorCommand,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { PHYSICIAN, SiteOfSafety } from './site-of-safety.js';

const NOW = '2025-03-10T08:00:00.000Z';
const on = (day: number, hour = 10) => new Date(Date.UTC(2025, 2, day, hour)).toISOString();

describe('the receipt of an event that was not serious when it became known', () => {
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
  /** Of a group that always goes to the sponsor, unless told otherwise: its hours run from the first day. */
  const report = async (term = 'skin-infection'): Promise<AdverseEventView> =>
    safety.ask(reportAdverseEvent, {
      ...{ trialId: 'MANUS', participantId: await site.aParticipant(), term, grade: 2, seriousness: [] },
      ...{ onsetOn: '2025-03-01', awareAt: on(1) },
    });
  const current = (event: AdverseEventView) => safety.ask(readAdverseEvent, at(event));
  const revise = async (event: AdverseEventView, isSerious: boolean, awareAt: string) =>
    safety.ask(reviseAdverseEvent, {
      ...{ ...at(event), seriousness: isSerious ? ['hospitalisation'] : [], awareAt, reason: 'the letter of the ward' },
      expectedVersion: (await current(event)).version,
    });
  const receipt = (event: AdverseEventView, receivedAt: string, more: Partial<ReceiveAtSponsorCommand> = {}) => ({
    ...{ ...at(event), receivedAt, expectedness: 'expected' as const, ...more },
  });
  const receive = (...args: Parameters<typeof receipt>) => safety.ask(receiveAtSponsor, receipt(...args), PHYSICIAN);
  const refused = async (...args: Parameters<typeof receipt>) =>
    expect(await safety.send(receiveAtSponsor, receipt(...args), PHYSICIAN)).toMatchObject({
      rejection: { code: 'received-before-awareness' },
    });
  /** What is on record of the clocks and the receipts of an event, in order of time. */
  const recordOf = async ({ adverseEventId }: AdverseEventView) => {
    const clocks = (await site.clocksOf(adverseEventId)).filter(({ state }) => state !== 'superseded');
    const receipts = await safety.rows<{ serious: boolean; received_at: Date }>(
      'select serious, received_at from sponsor_receipt where adverse_event_id = $1 order by received_at, serious',
      [adverseEventId],
    );
    return {
      clocks: clocks
        .map(({ clock, startedAt, state, metAt = '' }) => `${clock} ${startedAt} ${state} ${metAt}`.trim())
        .sort(),
      receipts: receipts.map(
        ({ serious, received_at }) => `${received_at.toISOString()} ${serious ? 'serious' : 'not'}`,
      ),
    };
  };

  /** On the fifth day it became serious, on the sixth it was so no more, and on the seventh again. */
  const revisions = [5, 6, 7];
  const hours = (day: number, state: string) => `sae-to-sponsor ${on(day)} ${state}`;

  it.each([
    ['before it became serious', on(2, 9), 0, 'not', [hours(1, `met ${on(2, 9)}`), hours(5, 'breached')]],
    ['while it was serious', on(5, 12), 1, 'serious', [hours(1, `met-late ${on(5, 12)}`)]],
    ['after that', on(6, 12), 2, 'not', [hours(1, `met-late ${on(6, 12)}`), hours(7, 'breached')]],
    ['since it is again', on(7, 12), 3, 'serious', [hours(1, `met-late ${on(7, 12)}`)]],
  ] as const)('%s leaves the same hours whenever it is recorded', async (_, receivedAt, known, taken, clocks) => {
    for (let recorded = known as number; recorded <= revisions.length; recorded += 1) {
      const event = await report();
      for (const [index, day] of revisions.entries()) {
        if (index === recorded) await receive(event, receivedAt);
        await revise(event, index !== 1, on(day));
      }
      if (recorded === revisions.length) await receive(event, receivedAt);
      expect(await recordOf(event)).toEqual({ clocks, receipts: [`${receivedAt} ${taken}`] });
    }
  });

  it('is followed by that of the serious event, from which the days are counted, in whatever order they came in', async () => {
    const facts = {
      early: (event: AdverseEventView) => receive(event, on(1, 20), { expectedness: 'unexpected' }),
      serious: (event: AdverseEventView) => revise(event, true, on(9)),
      late: (event: AdverseEventView) => receive(event, on(9, 20), { expectedness: 'unexpected' }),
    };
    for (const order of [
      ['early', 'serious', 'late'],
      ['serious', 'early', 'late'],
    ] as const) {
      const event = await report();
      for (const fact of order) await facts[fact](event);
      expect(await recordOf(event)).toEqual({
        clocks: [hours(1, `met ${on(1, 20)}`), hours(9, `met ${on(9, 20)}`), `susar-other ${on(9, 20)} running`],
        receipts: [`${on(1, 20)} not`, `${on(9, 20)} serious`],
      });
    }
  });

  it('while it was serious has its days whenever it is recorded, although it got milder since', async () => {
    const facts = {
      serious: (event: AdverseEventView) => revise(event, true, on(5)),
      receipt: (event: AdverseEventView) => receive(event, on(5, 12), { expectedness: 'unexpected' }),
      milder: (event: AdverseEventView) => revise(event, false, on(6)),
    };
    for (const order of [
      ['serious', 'receipt', 'milder'],
      ['serious', 'milder', 'receipt'],
    ] as const) {
      const event = await report('fall');
      for (const fact of order) await facts[fact](event);
      expect((await recordOf(event)).clocks).toEqual([
        hours(5, `met ${on(5, 12)}`),
        `susar-other ${on(5, 12)} running`,
      ]);
    }
  });

  it('did not come before the hours that it answers began, whatever started them', async () => {
    const serious = await report('fall');
    await revise(serious, true, on(9));
    await refused(serious, on(8));
    await receive(serious, on(9, 12));

    const marked = await report('skin-ulceration');
    await safety.ask(markSpecialInterest, {
      ...{ ...at(marked), group: 'digit-loss', awareAt: on(9), expectedVersion: 1, reason: 'the tip of the finger' },
    });
    await refused(marked, on(8));
    await receive(marked, on(9, 12));
    const { version: expectedVersion } = await current(marked);
    const early = { ...at(marked), receivedAt: on(8), reason: 'mistyped', expectedVersion };
    expect(await safety.send(correctReceipt, early, PHYSICIAN)).toMatchObject({
      rejection: { code: 'received-before-awareness' },
    });
  });

  describe('whose moment is corrected', () => {
    const correct = async (event: AdverseEventView, receivedAt: string, insteadOf?: string) => ({
      ...{ ...at(event), receivedAt, reason: 'mistyped', expectedVersion: (await current(event)).version },
      ...(insteadOf === undefined ? {} : { insteadOf }),
    });

    it('came while it was not serious: the hours start when it became so', async () => {
      const event = await report();
      for (const [index, day] of revisions.entries()) await revise(event, index !== 1, on(day));
      await receive(event, on(6, 12));
      await safety.ask(correctReceipt, await correct(event, on(2, 9)), PHYSICIAN);
      expect(await recordOf(event)).toEqual({
        clocks: [hours(1, `met ${on(2, 9)}`), hours(5, 'breached')],
        receipts: [`${on(2, 9)} not`],
      });
    });

    it('as serious did not come before that was known', async () => {
      const event = await report();
      await revise(event, true, on(5));
      await receive(event, on(5, 12));
      expect(await safety.send(correctReceipt, await correct(event, on(5, 9)), PHYSICIAN)).toMatchObject({
        rejection: { code: 'received-before-awareness' },
      });
      await safety.ask(correctReceipt, await correct(event, on(5, 11)), PHYSICIAN);
      expect((await recordOf(event)).receipts).toEqual([`${on(5, 11)} serious`]);
    });

    it('answered its own hours where another came at the same moment, and its own days go by it', async () => {
      const event = await report();
      const unexpected = { expectedness: 'unexpected' as const };
      await receive(event, on(9, 20), unexpected);
      await revise(event, true, on(9));
      await receive(event, on(9, 20), unexpected);
      await safety.ask(correctReceipt, await correct(event, on(9, 22), on(9, 20)), PHYSICIAN);
      const moved = {
        clocks: [hours(1, `met-late ${on(9, 20)}`), hours(9, `met ${on(9, 22)}`), `susar-other ${on(9, 22)} running`],
        receipts: [`${on(9, 20)} not`, `${on(9, 22)} serious`],
      };
      expect(await recordOf(event)).toEqual(moved);
      await safety.ask(correctReceipt, await correct(event, on(1, 20), on(9, 20)), PHYSICIAN);
      expect(await recordOf(event)).toEqual({
        clocks: [hours(1, `met ${on(1, 20)}`), ...moved.clocks.slice(1)],
        receipts: [`${on(1, 20)} not`, `${on(9, 22)} serious`],
      });
    });

    it('leaves the days alone that the receipt of the serious event limits, though both were of one day', async () => {
      const event = await report();
      const unexpected = { expectedness: 'unexpected' as const };
      await receive(event, on(9, 18), unexpected);
      await revise(event, true, on(9));
      await receive(event, on(9, 20), unexpected);
      await safety.ask(reviseAdverseEvent, {
        ...{ ...at(event), seriousness: ['death'], grade: 5, outcome: 'fatal', awareAt: on(9, 21), reason: 'died' },
        expectedVersion: (await current(event)).version,
      });
      const { clocks } = await recordOf(event);
      expect(clocks).toContain(`susar-fatal ${NOW} running`);
      const days = async () =>
        (await site.clocksOf(event.adverseEventId)).filter(({ clock }) => clock !== 'sae-to-sponsor');
      const before = await days();
      await safety.ask(correctReceipt, await correct(event, on(1, 20), on(9, 18)), PHYSICIAN);
      expect(await days()).toEqual(before);
    });
  });

  describe('and became so at a moment that is corrected before anything was received', () => {
    const correct = async (event: AdverseEventView, insteadOf: string, awareAt: string) =>
      safety.send(correctAwareness, {
        ...{ ...at(event), insteadOf, awareAt, reason: 'mistyped', expectedVersion: (await current(event)).version },
      });

    it('goes by the right one', async () => {
      const event = await report();
      await revise(event, true, on(5));
      expect(await correct(event, on(5), on(4))).toHaveProperty('ok');
      expect(await correct(event, on(5), on(3))).toMatchObject({ rejection: { code: 'awareness-not-on-record' } });
      expect((await recordOf(event)).clocks).toEqual([hours(1, 'breached')]);
      await receive(event, on(2, 9));
      expect((await recordOf(event)).clocks).toEqual([hours(1, `met ${on(2, 9)}`), hours(4, 'breached')]);
    });

    it('has its hours at last when those it stood behind turn out to have begun later', async () => {
      const event = await report('skin-ulceration');
      await safety.ask(markSpecialInterest, {
        ...{ ...at(event), group: 'digit-loss', awareAt: on(2), expectedVersion: 1, reason: 'the tip of the finger' },
      });
      await revise(event, true, on(5));
      expect((await recordOf(event)).clocks).toEqual([hours(2, 'breached')]);
      expect(await correct(event, on(2), on(7))).toHaveProperty('ok');
      expect((await recordOf(event)).clocks).toEqual([hours(5, 'breached')]);
      await receive(event, on(6));
    });

    it('was not serious before anybody knew of it', async () => {
      const event = await report();
      await revise(event, true, on(5));
      expect(await correct(event, on(1), on(8))).toMatchObject({ rejection: { code: 'interest-before-awareness' } });
      expect(await correct(event, on(1), on(4))).toHaveProperty('ok');
      expect((await recordOf(event)).clocks).toEqual([hours(4, 'breached')]);
    });

    it('has its hours from there, where those of its interest began later', async () => {
      const event = await report('skin-ulceration');
      await safety.ask(markSpecialInterest, {
        ...{ ...at(event), group: 'digit-loss', awareAt: on(4), expectedVersion: 1, reason: 'the tip of the finger' },
      });
      await revise(event, true, on(5));
      expect((await recordOf(event)).clocks).toEqual([hours(4, 'breached')]);
      expect(await correct(event, on(5), on(3))).toHaveProperty('ok');
      expect((await recordOf(event)).clocks).toEqual([hours(3, 'breached')]);
    });
  });
});
