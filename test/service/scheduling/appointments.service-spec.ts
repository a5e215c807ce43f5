import {
  findSlots,
  listVisits,
  previewAppointment,
  readOwnCalendar,
  readSiteCalendar,
  readVisit,
  recordVisit,
  rescheduleVisit,
  visitAppointmentWithdrawn,
  withdrawAppointment,
  type CalendarEntry,
  type FreeSlot,
  type OperationReply,
} from '@trial/contracts';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { folderWithClinic } from './clinic-trial.js';
import { Cohort, TREATED_AT } from './cohort.js';

const ELSEWHERE = { sites: ['LUMC'] };

/** Two weeks after Tuesday 4 March 2025 is Tuesday the 18th; its window is Saturday the 15th to Friday the 21st. */
describe('appointments at a clinic', () => {
  let service: BootedService;
  let cohort: Cohort;
  let people = 0;

  beforeAll(async () => {
    service = await bootService('scheduling', SchedulingModule, {
      now: '2025-03-04T12:00:00.000Z',
      variables: { TRIALS_FOLDER: folderWithClinic('UMCU') },
    });
    cohort = new Cohort(service);
  });
  afterAll(() => service.stop());
  afterEach(async () => {
    // What one test booked stands in nobody else's way.
    await service.rows('alter table visit disable trigger audit');
    await service.rows('update visit set planned_for = null');
    await service.rows('alter table visit enable trigger audit');
  });

  const treated = async ({ siteId = 'UMCU', anchorAt = TREATED_AT } = {}) => {
    people += 1;
    const participantCode = `${siteId}-${String(people).padStart(3, '0')}`;
    const { participantId, ...somebody } = cohort.somebody({ siteId, participantCode });
    await somebody.treated({ anchorAt });
    const context = { sites: [siteId] };
    const visits = await somebody.visits();
    expect(visits).toHaveLength(7);
    const at = (code: string) => {
      const visitId = visits.find(({ visitCode }) => visitCode === code)?.visitId ?? '';
      return { trialId: 'MANUS', participantId, visitId };
    };
    const book = (code: string, plannedFor: string, more: object = {}, acting: object = context) =>
      service.send(
        rescheduleVisit,
        { ...at(code), plannedFor, expectedVersion: 1, reason: 'first free slot', ...more },
        acting,
      );
    return { participantId, participantCode, at, book, context };
  };
  const several = async (howMany: number) => {
    const all: Awaited<ReturnType<typeof treated>>[] = [];
    while (all.length < howMany) all.push(await treated());
    return all;
  };
  const codeOf = (reply: OperationReply): string => ('rejection' in reply ? reply.rejection.code : 'made');
  const tally = (replies: readonly OperationReply[]) =>
    Object.fromEntries(
      [...new Set(replies.map(codeOf))].map((code) => [code, replies.filter((reply) => codeOf(reply) === code).length]),
    );

  it.each([
    ['on a day of the week on which nobody is seen', '2025-03-19T10:00:00+01:00', 'clinic-closed-that-day'],
    ['on a holiday', '2025-03-20T10:00:00+01:00', 'clinic-closed-that-day'],
    ['before the opening', '2025-03-18T08:59:59+01:00', 'outside-opening-hours'],
    ['at closing', '2025-03-18T12:00:00+01:00', 'outside-opening-hours'],
    ['outside the window', '2025-03-25T10:00:00+01:00', 'appointment-outside-window'],
    ['in the past', '2025-03-04T12:59:00+01:00', 'appointment-in-past'],
  ])('are refused %s, and nothing is left behind', async (_, plannedFor, code) => {
    const { book, at } = await treated();
    const reply = await book('W02', plannedFor);
    expect(reply).toMatchObject({ rejection: { code, field: 'plannedFor', rule: expect.stringMatching(/.{5}/) } });
    expect(await service.ask(readVisit, at('W02'))).toMatchObject({ version: 1, state: 'planned' });
  });

  it('are made on the clock of the site, and outside the window for who says so, flagged', async () => {
    const { book } = await treated();
    expect(await book('W02', '2025-03-18T09:00:00+01:00')).toMatchObject({
      ok: { plannedFor: '2025-03-18T08:00:00.000Z', outsideWindow: false, warnings: [], version: 2 },
      etag: '"2"',
    });
    const outside = { outsideWindow: true, expectedVersion: 2, reason: 'away on holiday' };
    expect(await book('W02', '2025-03-25T09:00:00+01:00', outside)).toMatchObject({
      ok: { outsideWindow: true, version: 3 },
    });
    // The clinic is as closed to those who may come late as to anybody.
    expect(await book('W02', '2025-03-26T09:00:00+01:00', { ...outside, expectedVersion: 3 })).toMatchObject({
      rejection: { code: 'clinic-closed-that-day' },
    });
  });

  it('take any moment at a site without a clinic', async () => {
    const { book } = await treated({ siteId: 'LUMC' });
    expect(await book('W02', '2025-03-16T03:07:00+01:00')).toMatchObject({ ok: { outsideWindow: false } });
  });

  it('give the last place of a slot to one of twenty who ask at once', async () => {
    const twenty = await several(21);
    const [first, ...others] = twenty;
    expect(codeOf((await first?.book('W02', '2025-03-18T09:00:00+01:00')) ?? { fault: true })).toBe('made');
    // Not all at the same moment of the slot, which is one slot all the same.
    const replies = await Promise.all(
      others.map(({ book }, index) => book('W02', `2025-03-18T09:${String(index).padStart(2, '0')}:00+01:00`)),
    );
    expect(tally(replies)).toEqual({ made: 1, 'slot-full': 19 });
    const [{ many } = { many: 0 }] = await service.rows<{ many: number }>(
      `select count(*)::int as many from visit where planned_for >= '2025-03-18T09:00+01' and planned_for < '2025-03-18T10:00+01'`,
    );
    expect(many).toBe(2);
  });

  it('let no more in on a day than the day holds, whichever slots they ask for', async () => {
    const twelve = await several(12);
    const replies = await Promise.all(
      twelve.map(({ book }, index) => book('W02', `2025-03-18T${['09', '10', '11'][index % 3]}:30:00+01:00`)),
    );
    const { made, ...refused } = tally(replies);
    expect(made).toBe(5);
    expect(Object.keys(refused).every((code) => ['slot-full', 'clinic-day-full'].includes(code))).toBe(true);
    expect(refused['clinic-day-full']).toBeGreaterThan(0);
  });

  it('are withdrawn by who read them; the place is free again and the reason kept', async () => {
    const [one, two, three] = [await treated(), await treated(), await treated()];
    for (const { book } of [one, two]) expect(codeOf(await book('W02', '2025-03-18T11:00:00+01:00'))).toBe('made');
    expect(codeOf(await three.book('W02', '2025-03-18T11:00:00+01:00'))).toBe('slot-full');

    const withdraw = (expectedVersion: number) =>
      service.send(
        withdrawAppointment,
        { ...one.at('W02'), expectedVersion, reason: 'a train strike' },
        { reason: 'a train strike' },
      );
    expect(codeOf(await withdraw(1))).toBe('version-conflict');
    const reply = await withdraw(2);
    expect(reply).toMatchObject({ ok: { state: 'planned', version: 3 }, etag: '"3"' });
    expect('ok' in reply && reply.ok).not.toHaveProperty('plannedFor');
    expect(codeOf(await withdraw(3))).toBe('appointment-not-made');

    const said = await service.said(visitAppointmentWithdrawn);
    expect(said.map(({ visitId }) => visitId)).toEqual([one.at('W02').visitId]);
    expect(
      await service.rows(`select reason from audit_entry where row_id = $1 order by id desc limit 1`, [
        one.at('W02').visitId,
      ]),
    ).toEqual([{ reason: 'a train strike' }]);
    expect(codeOf(await three.book('W02', '2025-03-18T11:00:00+01:00'))).toBe('made');
  });

  it('free their place when the visit takes place at another time, and keep it when it moves within the slot', async () => {
    const [one, two] = [await treated(), await treated()];
    for (const { book } of [one, two]) expect(codeOf(await book('W02', '2025-03-18T09:00:00+01:00'))).toBe('made');
    expect(codeOf(await two.book('W02', '2025-03-18T09:30:00+01:00', { expectedVersion: 2 }))).toBe('made');
    await service.ask(recordVisit, { ...one.at('W02'), occurredAt: '2025-03-04T11:00:00Z' });
    expect(codeOf(await (await treated()).book('W02', '2025-03-18T09:00:00+01:00'))).toBe('made');
    expect(codeOf(await (await treated()).book('W02', '2025-03-18T09:00:00+01:00'))).toBe('slot-full');
    await service.ask(recordVisit, { ...two.at('W02'), occurredOn: '2025-03-04' });
    expect(codeOf(await (await treated()).book('W02', '2025-03-18T09:00:00+01:00'))).toBe('made');
  });

  it('find free slots of the window by time or nearest to the target, page by page', async () => {
    const [one, two, three] = [await treated(), await treated(), await treated()];
    for (const { book } of [one, two]) await book('W04', '2025-04-01T10:00:00+02:00');
    const slotsOf = async (order: string): Promise<FreeSlot[]> => {
      const found: FreeSlot[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await service.ask(findSlots, {
          ...three.at('W04'),
          ...{ order, limit: 2 },
          ...(cursor === undefined ? {} : { cursor }),
        });
        expect(page).toMatchObject({ anyMoment: false, warnings: [] });
        found.push(...page.items);
        cursor = page.nextCursor;
        if (cursor === undefined) return found;
      }
    };
    // Saturday 29 March to Friday 4 April: a Tuesday and a Thursday, in summer time.
    const byTime = await slotsOf('time');
    expect(byTime.map(({ startsAt, places }) => [startsAt, places])).toEqual([
      ['2025-04-01T07:00:00.000Z', 2],
      ['2025-04-01T09:00:00.000Z', 2],
      ['2025-04-03T07:00:00.000Z', 2],
      ['2025-04-03T08:00:00.000Z', 2],
      ['2025-04-03T09:00:00.000Z', 2],
    ]);
    const nearest = await slotsOf('nearest');
    const target = Date.parse('2025-03-31T22:00:00Z');
    const distance = ({ startsAt }: FreeSlot) => Math.abs(Date.parse(startsAt) - target);
    expect(nearest.map(distance)).toEqual([...nearest.map(distance)].sort((a, b) => a - b));
    expect(new Set(nearest.map(({ startsAt }) => startsAt))).toEqual(new Set(byTime.map(({ startsAt }) => startsAt)));
    for (const { startsAt } of nearest.slice(0, 1)) expect(codeOf(await three.book('W04', startsAt))).toBe('made');
  });

  it('have no slots to choose from where a site takes any moment, for a stranger, or with a cursor that is none', async () => {
    const elsewhere = await treated({ siteId: 'LUMC' });
    expect(await service.ask(findSlots, elsewhere.at('W02'), ELSEWHERE)).toEqual({
      items: [],
      anyMoment: true,
      warnings: [],
    });
    expect(codeOf(await service.send(findSlots, elsewhere.at('W02')))).toBe('visit-unknown');
    expect(codeOf(await service.send(findSlots, { ...elsewhere.at('W02'), cursor: '%' }, ELSEWHERE))).toBe(
      'cursor-not-readable',
    );
  });

  it('warn of a window in which the clinic never opens', async () => {
    // Forty-eight hours after Thursday 10:30: Saturday, and nobody is seen from Friday night to Sunday morning.
    const { at, book } = await treated({ anchorAt: '2025-03-06T09:30:00.000Z' });
    expect(await service.ask(findSlots, at('H48'))).toMatchObject({ items: [], warnings: ['no-open-day-in-window'] });
    expect(await book('H48', '2025-03-11T09:00:00+01:00', { outsideWindow: true })).toMatchObject({
      ok: { outsideWindow: true, warnings: ['no-open-day-in-window'] },
    });
  });

  it('are looked at before they are made: what would refuse them, who is in the way, and that no later visit moves', async () => {
    const { at, book, participantId } = await treated();
    await book('W04', '2025-04-01T09:00:00+02:00');
    const before = await service.ask(listVisits, { trialId: 'MANUS', participantId });
    const look = (plannedFor: string) => service.ask(previewAppointment, { ...at('W02'), plannedFor });

    const preview = await look('2025-04-03T09:00:00+02:00');
    expect(preview).toMatchObject({ position: 'after-window', warnings: [] });
    expect(preview).not.toHaveProperty('refusal');
    expect(preview.laterVisits.map(({ visitCode }) => visitCode)).toEqual(['W04', 'W08', 'W12', 'W24', 'W52']);
    expect(preview.laterVisits.filter(({ movesTo }) => movesTo)).toEqual([]);
    expect(preview.conflicts.map(({ visitCode, kind }) => [visitCode, kind])).toEqual([
      ['W04', 'later-visit-is-earlier'],
      ['W04', 'in-window-of-other-visit'],
    ]);
    expect(await look('2025-03-20T09:00:00+01:00')).toMatchObject({ refusal: 'clinic-closed-that-day', conflicts: [] });
    expect(await service.ask(listVisits, { trialId: 'MANUS', participantId })).toEqual(before);

    await book('W02', '2025-04-03T09:00:00+02:00', { outsideWindow: true });
    const after = await service.ask(listVisits, { trialId: 'MANUS', participantId });
    expect(after.items.slice(2)).toEqual(before.items.slice(2));
    for (const { visitId, targetAt, opensAt, closesAt } of preview.laterVisits)
      expect(after.items).toContainEqual(expect.objectContaining({ visitId, targetAt, opensAt, closesAt }));
  });

  it('show before treatment which visits would move with the day of treatment, and where to', async () => {
    const somebody = cohort.somebody({ participantCode: 'UMCU-900' });
    const { participantId } = somebody;
    await somebody.consents({ consentedAt: '2025-03-03T09:00:00.000Z' });
    await somebody.randomised('2025-03-04T11:00:00.000Z');
    const visits = await somebody.visits();
    expect(visits.map(({ visitCode }) => visitCode)).toContain('W52');
    const treatment = visits.find(({ phase }) => phase === 'treatment');
    const request = { trialId: 'MANUS', participantId, visitId: treatment?.visitId ?? '' };
    const preview = await service.ask(previewAppointment, { ...request, plannedFor: '2025-03-11T09:00:00+01:00' });
    const w12 = preview.laterVisits.find(({ visitCode }) => visitCode === 'W12');
    // Twelve weeks after Tuesday 11 March is Tuesday 3 June, a week on either side.
    expect(w12?.movesTo).toEqual({
      targetAt: '2025-06-02T22:00:00.000Z',
      opensAt: '2025-05-26T22:00:00.000Z',
      closesAt: '2025-06-10T22:00:00.000Z',
    });
    expect(w12?.opensAt).not.toBe(w12?.movesTo?.opensAt);
    const after = await service.ask(listVisits, { trialId: 'MANUS', participantId });
    expect(after.items).toEqual(visits);
  });

  describe('in a calendar', () => {
    const calendar = async (context: object = {}): Promise<CalendarEntry[]> => {
      const entries: CalendarEntry[] = [];
      for (let cursor: string | undefined; ;) {
        const request = { trialId: 'MANUS', siteId: 'UMCU', limit: 150, ...(cursor === undefined ? {} : { cursor }) };
        const page = await service.ask(readSiteCalendar, request, context);
        entries.push(...page.items);
        cursor = page.nextCursor;
        if (cursor === undefined) return entries;
      }
    };

    it('of a site stand for windows until they are made, and say when they were last changed', async () => {
      const { at, book, participantCode } = await treated();
      await book('W02', '2025-03-18T09:15:00+01:00');
      const all = await calendar();
      expect(new Set(all.map(({ visitId }) => visitId)).size).toBe(all.length);
      const known = { participantCode, cancelled: false, changedAt: '2025-03-04T12:00:00.000Z' };
      expect(all).toContainEqual({
        ...known,
        ...{ visitId: at('W02').visitId, visitCode: 'W02', kind: 'appointment', version: 2 },
        ...{ startsAt: '2025-03-18T08:15:00.000Z', endsAt: '2025-03-18T09:00:00.000Z' },
      });
      expect(all).toContainEqual({
        ...known,
        ...{ visitId: at('W04').visitId, visitCode: 'W04', kind: 'window', version: 1 },
        ...{ from: '2025-03-29', until: '2025-04-05' },
      });
    });

    it('of a site are for that site alone', async () => {
      const ofSite = { trialId: 'MANUS', siteId: 'UMCU' };
      expect(codeOf(await service.send(readSiteCalendar, ofSite, ELSEWHERE))).toBe('site-unknown');
      const elsewhere = await treated({ siteId: 'LUMC' });
      const ids = (await calendar({ sites: ['UMCU', 'LUMC'] })).map(({ visitId }) => visitId);
      expect(ids).not.toContain(elsewhere.at('W02').visitId);
    });

    it('of a participant are their own appointments, and name neither visit nor person', async () => {
      const [one, two] = [await treated(), await treated()];
      for (const { book } of [one, two]) await book('W02', '2025-03-18T09:00:00+01:00');
      const { participantId } = one;
      const self = { role: 'participant', actor: 'participant-01', participantId };
      const own = { trialId: 'MANUS', participantId };
      expect(await service.ask(readOwnCalendar, own, self)).toEqual({
        items: [
          {
            ...{ visitId: one.at('W02').visitId, kind: 'appointment', cancelled: false, version: 2 },
            ...{ startsAt: '2025-03-18T08:00:00.000Z', endsAt: '2025-03-18T09:00:00.000Z' },
            changedAt: '2025-03-04T12:00:00.000Z',
          },
        ],
      });
      const other = { trialId: 'MANUS', participantId: two.participantId };
      expect(await service.ask(readOwnCalendar, other, self)).toEqual({ items: [] });
      expect(codeOf(await service.send(readOwnCalendar, own))).toBe('role-not-allowed');
      expect(codeOf(await service.send(readSiteCalendar, { trialId: 'MANUS', siteId: 'UMCU' }, self))).toBe(
        'role-not-allowed',
      );
    });
  });
});
