import { randomUUID } from 'node:crypto';
import {
  listVisits,
  missVisit,
  operationsOf,
  participantTreated,
  participationEnded,
  readVisit,
  recordVisit,
  rescheduleVisit,
  visitCancelled,
  visitDone,
  visitMissed,
  visitPlanned,
  visitRescheduled,
  visitWindowClosed,
  visitWindowOpened,
  type DataOf,
  type EventContract,
  type VisitView,
} from '@trial/contracts';
import { Transactions } from '@trial/persistence';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';

const operations = operationsOf('scheduling');
const administrator = { role: 'administrator', trialId: '' };
const CODES = ['H48', 'W02', 'W04', 'W08', 'W12', 'W24', 'W52'];

/** A jump over a year rings several hundred bells. */
const A_YEAR_OF_BELLS = { within: 50_000 };

type Treatment = DataOf<typeof participantTreated>;
type End = DataOf<typeof participationEnded>;

/** First injection on Tuesday 4 March 2025 at 10:30 in Amsterdam: summer time begins between week 2 and week 4. */
const aTreatment = (more: Partial<Treatment> = {}): Treatment => ({
  trialId: 'MANUS',
  siteId: 'UMCU',
  participantId: randomUUID(),
  participantCode: 'UMCU-001',
  administrationId: randomUUID(),
  trialVersion: 1,
  anchorAt: '2025-03-04T09:30:00.000Z',
  zone: 'Europe/Amsterdam',
  ...more,
});

describe('scheduling', () => {
  let service: BootedService;

  beforeAll(async () => {
    service = await bootService('scheduling', SchedulingModule, { now: '2025-03-04T12:00:00.000Z' });
  }, 60_000);
  afterAll(() => service.stop());

  /** Steps trial time and waits until every bell due by then has rung. */
  const passTo = async (now: string): Promise<void> => {
    await service.setTime(now);
    await eventually(async () => {
      expect(service.app.get(Transactions, { strict: false }).clock.now().toString({ fractionalSecondDigits: 3 })).toBe(
        now,
      );
      expect((await service.ask(operations.status, {}, administrator)).dueDeadlines).toBe(0);
    }, A_YEAR_OF_BELLS);
  };
  const plan = async ({ participantId, siteId }: Pick<Treatment, 'participantId' | 'siteId'>): Promise<VisitView[]> =>
    (await service.ask(listVisits, { trialId: 'MANUS', participantId }, { sites: [siteId] })).items;
  const treated = async (more: Partial<Treatment> = {}) => {
    const treatment = aTreatment(more);
    await service.hear(participantTreated, treatment);
    const visits = await eventually(async () => {
      const found = await plan(treatment);
      expect(found).toHaveLength(CODES.length);
      return found;
    });
    const at = (visitCode: string) => {
      const { trialId, participantId } = treatment;
      const visitId = visits.find((visit) => visit.visitCode === visitCode)?.visitId ?? '';
      return { trialId, participantId, visitId };
    };
    return { ...treatment, visits, at };
  };
  const end = async ({ trialId, siteId, participantId }: Treatment, more: Partial<End> = {}): Promise<void> => {
    const id = await service.hear(participationEnded, {
      trialId,
      siteId,
      participantId,
      as: 'withdrawn',
      endedAt: '2025-03-20T10:00:00.000Z',
      ...more,
    });
    await handled(id);
  };
  const handled = (eventId: string): Promise<void> =>
    eventually(async () =>
      expect(await service.rows('select 1 from inbox_message where event_id = $1', [eventId])).toHaveLength(1),
    );
  const saidOf = async <C extends EventContract>(contract: C, participantId: string): Promise<DataOf<C>[]> =>
    (await service.said(contract)).filter(
      (data) => (data as { participantId: string }).participantId === participantId,
    );
  const codesSaid = async (contract: EventContract, participantId: string): Promise<unknown[]> =>
    (await saidOf(contract, participantId)).map((data) => (data as { visitCode: string }).visitCode);

  it('stores what its tables say: the migrations leave the mapping nothing to add', async () => {
    const { dataSource } = service.app.get(Transactions, { strict: false });
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    // Checks and indices are said once, by the migrations: that the mapping does not know them is no drift.
    expect(upQueries.map(({ query }) => query).filter((query) => !/DROP (CONSTRAINT|INDEX)/.test(query))).toEqual([]);
  });

  describe('a treatment', () => {
    it('plans each follow-up visit of the trial version once, in civil days of the site', async () => {
      const { participantId, visits } = await treated();

      expect(visits.map(({ visitCode }) => visitCode)).toEqual(CODES);
      expect(visits.map(({ primary }) => primary)).toEqual(CODES.map((code) => code === 'W12'));
      expect(visits[0]).toMatchObject({
        targetAt: '2025-03-06T09:30:00.000Z',
        opensAt: '2025-03-05T21:30:00.000Z',
        closesAt: '2025-03-07T09:30:00.000Z',
        state: 'planned',
        standing: 'upcoming',
        version: 1,
      });
      expect(visits[2]).toMatchObject({
        targetAt: '2025-03-31T22:00:00.000Z',
        opensAt: '2025-03-28T23:00:00.000Z',
        closesAt: '2025-04-04T22:00:00.000Z',
      });
      expect(await saidOf(visitPlanned, participantId)).toEqual(
        visits.map(({ visitId, visitCode, targetAt, opensAt, closesAt }) => ({
          trialId: 'MANUS',
          siteId: 'UMCU',
          participantId,
          visitId,
          visitCode,
          trialVersion: 1,
          targetAt,
          opensAt,
          closesAt,
        })),
      );
    });

    it('is planned once although two events tell of it, and another anchor is parked and moves nothing', async () => {
      const treatment = await treated();
      const { visits, at: _, ...facts } = treatment;
      await handled(await service.hear(participantTreated, facts));
      const id = await service.hear(participantTreated, { ...facts, anchorAt: '2025-03-04T09:31:00.000Z' });

      await eventually(async () => {
        const parked = await service.ask(operations.parkedMessages, {}, administrator);
        expect(parked.items.find(({ eventId }) => eventId.startsWith(id))?.reason).toContain('anchor-set-already');
      });
      expect(await plan(treatment)).toEqual(visits);
      expect(await codesSaid(visitPlanned, treatment.participantId)).toEqual(CODES);
    });

    it('is planned for nobody whose end was heard first', async () => {
      const treatment = aTreatment();
      await end(treatment, { as: 'died' });
      await handled(await service.hear(participantTreated, treatment));

      expect(await plan(treatment)).toEqual([]);
      expect(await saidOf(visitPlanned, treatment.participantId)).toEqual([]);
    });
  });

  describe('a treatment and an end heard at the same moment', () => {
    it('leave no visit planned and no bell armed, whichever came first', async () => {
      const treatments = Array.from({ length: 8 }, () => aTreatment());
      const heard = await Promise.all(
        treatments.flatMap(({ trialId, siteId, participantId, ...more }) => [
          service.hear(participantTreated, { trialId, siteId, participantId, ...more }),
          service.hear(participationEnded, {
            trialId,
            siteId,
            participantId,
            as: 'withdrawn',
            endedAt: '2025-03-04T11:00:00.000Z',
          }),
        ]),
      );
      await Promise.all(heard.map(handled));

      for (const treatment of treatments) {
        const states = new Set((await plan(treatment)).map(({ state }) => state));
        states.delete('cancelled');
        expect([...states]).toEqual([]);
        const { participantId } = treatment;
        expect((await saidOf(visitCancelled, participantId)).length).toBe((await plan(treatment)).length);
        expect(
          await service.rows(
            `select 1 from deadline where status = 'armed' and key = any(select id::text from visit where participant_id = $1)`,
            [participantId],
          ),
        ).toEqual([]);
      }
    });
  });

  describe('what staff see', () => {
    it('is paged in order, and empty or unknown for another site', async () => {
      const { participantId, at } = await treated();
      const first = await service.ask(listVisits, { trialId: 'MANUS', participantId, limit: 5 });
      const second = await service.ask(listVisits, {
        trialId: 'MANUS',
        participantId,
        limit: 5,
        cursor: first.nextCursor ?? '',
      });
      expect([...first.items, ...second.items].map(({ visitCode }) => visitCode)).toEqual(CODES);
      expect(second.nextCursor).toBeUndefined();

      const elsewhere = { sites: ['LUMC'] };
      expect(await service.ask(listVisits, { trialId: 'MANUS', participantId }, elsewhere)).toEqual({ items: [] });
      for (const reply of [
        await service.send(readVisit, at('W02'), elsewhere),
        await service.send(recordVisit, { ...at('W02'), occurredAt: '2025-03-04T11:00:00Z' }, elsewhere),
        await service.send(readVisit, { ...at('W02'), visitId: randomUUID() }),
        await service.send(readVisit, { ...at('W02'), participantId: randomUUID() }),
      ]) {
        expect(reply).toMatchObject({ rejection: { code: 'visit-unknown' } });
      }
    });

    it('refuses a cursor that is none', async () => {
      const { participantId } = aTreatment();
      const reply = await service.send(listVisits, { trialId: 'MANUS', participantId, cursor: 'not a cursor' });
      expect(reply).toMatchObject({ rejection: { code: 'cursor-not-readable' } });
    });
  });

  describe('an appointment', () => {
    it('is made by who read the visit, moves no window, and is refused to who did not', async () => {
      const { participantId, at } = await treated();
      const planned: object = await service.ask(readVisit, at('W04'));
      const made = { ...at('W04'), plannedFor: '2025-04-02T08:00:00.000Z', reason: 'first free slot' };

      const reply = await service.send(rescheduleVisit, { ...made, expectedVersion: 1 });
      expect(reply).toMatchObject({
        ok: { ...planned, plannedFor: '2025-04-02T08:00:00.000Z', version: 2 },
        etag: '"2"',
      });
      expect(
        await service.send(rescheduleVisit, { ...made, plannedFor: '2025-04-03T08:00:00.000Z', expectedVersion: 1 }),
      ).toMatchObject({ rejection: { code: 'version-conflict' } });
      expect(
        await service.send(rescheduleVisit, { ...made, plannedFor: '2025-03-01T08:00:00Z', expectedVersion: 2 }),
      ).toMatchObject({ rejection: { code: 'appointment-in-past', field: 'plannedFor' } });

      expect(await service.send(readVisit, at('W04'))).toMatchObject({
        ok: { plannedFor: made.plannedFor },
        etag: '"2"',
      });
      expect((await saidOf(visitRescheduled, participantId)).map(({ plannedFor }) => plannedFor)).toEqual([
        made.plannedFor,
      ]);
    });
  });

  describe('a window', () => {
    it('opens and closes once each, by the clock, and a visit nobody settled is overdue and not missed', async () => {
      const { participantId, at } = await treated({ siteId: 'UMCN' });
      const standing = async () => (await service.ask(readVisit, at('H48'), { sites: ['UMCN'] })).standing;

      await passTo('2025-03-05T21:29:59.999Z');
      expect(await codesSaid(visitWindowOpened, participantId)).toEqual([]);
      await passTo('2025-03-05T21:30:00.000Z');
      expect(await saidOf(visitWindowOpened, participantId)).toEqual([
        expect.objectContaining({ ...at('H48'), visitCode: 'H48', closesAt: '2025-03-07T09:30:00.000Z' }),
      ]);
      expect(await standing()).toBe('open');

      // The seventy-second hour is inside, the millisecond after it is not.
      await passTo('2025-03-07T09:30:00.000Z');
      expect(await codesSaid(visitWindowClosed, participantId)).toEqual([]);
      expect(await standing()).toBe('due');
      await passTo('2025-03-07T09:30:00.001Z');
      expect(await codesSaid(visitWindowClosed, participantId)).toEqual(['H48']);
      expect(await standing()).toBe('overdue');

      await passTo('2025-03-10T12:00:00.000Z');
      expect(await codesSaid(visitWindowOpened, participantId)).toEqual(['H48']);
      expect(await codesSaid(visitWindowClosed, participantId)).toEqual(['H48']);
      expect(await saidOf(visitMissed, participantId)).toEqual([]);
    });

    it('that was over when treatment became known opens before it closes', async () => {
      const { participantId } = await treated();
      await eventually(async () => expect(await codesSaid(visitWindowClosed, participantId)).toEqual(['H48']));

      const order = await service.rows<{ type: string }>(
        `select type from (select sequence, type, event from outbox_archive union select sequence, type, event from outbox_message) as sent
          where event::jsonb -> 'data' ->> 'participantId' = $1 and type like '%window%' order by sequence`,
        [participantId],
      );
      expect(order.map(({ type }) => type)).toEqual([visitWindowOpened.type, visitWindowClosed.type]);
    });

    it('opens as planned for a visit that took place early', async () => {
      const { participantId, at } = await treated();
      const early = await service.ask(recordVisit, { ...at('W02'), occurredAt: '2025-03-10T11:00:00Z' });
      expect(early).toMatchObject({
        state: 'done',
        standing: 'closed',
        position: 'before-window',
        deviationDays: -8,
        deviation: { direction: 'early', by: 5, unit: 'days' },
        studyDay: 7,
        version: 2,
      });
      expect(await saidOf(visitDone, participantId)).toEqual([
        expect.objectContaining({ occurredAt: '2025-03-10T11:00:00.000Z', position: 'before-window' }),
      ]);

      await passTo('2025-03-14T23:00:00.000Z');
      expect(await codesSaid(visitWindowOpened, participantId)).toEqual(['H48', 'W02']);
    });
  });

  describe('attendance and absence', () => {
    it('are refused when they cannot be, and a refusal leaves nothing behind', async () => {
      const { participantId, at, visits } = await treated();
      const refusals = [
        [await service.send(recordVisit, { ...at('W02'), occurredAt: '2025-03-14T23:00:00.001Z' }), 'visit-in-future'],
        [await service.send(recordVisit, { ...at('W02'), occurredAt: '2025-03-04T09:00:00Z' }), 'visit-before-anchor'],
        [
          await service.send(missVisit, { ...at('W12'), cause: 'not-reached', reason: 'no answer' }),
          'window-not-open-yet',
        ],
      ] as const;
      for (const [reply, code] of refusals) expect(reply).toMatchObject({ rejection: { code } });

      expect(await plan({ participantId, siteId: 'UMCU' })).toMatchObject(
        visits.map(({ visitId, version }) => ({ visitId, version, state: 'planned' })),
      );
      expect(await saidOf(visitDone, participantId)).toEqual([]);
      expect(await saidOf(visitMissed, participantId)).toEqual([]);
    });

    it('record one attendance although it is sent twice at once', async () => {
      const { participantId, at } = await treated();
      const record = () => service.send(recordVisit, { ...at('W02'), occurredAt: '2025-03-14T23:00:00Z' });
      const replies = await Promise.all([record(), record()]);

      expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(1);
      expect(replies.find((reply) => 'rejection' in reply)).toMatchObject({
        rejection: { code: 'visit-already-settled' },
      });
      expect(await codesSaid(visitDone, participantId)).toEqual(['W02']);
    });

    it('a missed visit keeps its cause, moves no later one, and may take place after all', async () => {
      const { participantId, at, visits } = await treated();
      const missed = await service.ask(
        missVisit,
        { ...at('W02'), cause: 'participant-unable', reason: 'ill at home' },
        { reason: 'ill at home' },
      );
      expect(missed).toMatchObject({ state: 'missed', standing: 'closed', cause: 'participant-unable', version: 2 });
      expect(await saidOf(visitMissed, participantId)).toEqual([
        expect.objectContaining({ visitCode: 'W02', reason: 'participant-unable' }),
      ]);
      expect(
        await service.rows(`select reason from audit_entry where row_id = $1 and operation = 'update'`, [
          missed.visitId,
        ]),
      ).toEqual([{ reason: 'ill at home' }]);
      expect((await plan({ participantId, siteId: 'UMCU' })).slice(2)).toEqual(visits.slice(2));

      const done = await service.ask(recordVisit, { ...at('W02'), occurredAt: '2025-03-14T23:00:00Z' });
      expect(done).toMatchObject({ state: 'done', position: 'in-window', version: 3 });
      expect(done).not.toHaveProperty('cause');
    });
  });

  describe('the end of participation', () => {
    it('cancels what could still take place, takes its bells away and leaves what is settled or overdue', async () => {
      const participant = await treated({ siteId: 'UMCN' });
      const { participantId, at } = participant;
      const site = { sites: ['UMCN'] };
      // What was due when treatment became known has rung by then.
      await passTo('2025-03-14T23:00:00.000Z');
      await service.ask(recordVisit, { ...at('W04'), occurredAt: '2025-03-14T22:00:00Z' }, site);
      await end(participant, { as: 'lost', endedAt: '2025-03-14T22:30:00.000Z' });

      const states = (await plan(participant)).map(({ visitCode, state, standing, cause }) => [
        visitCode,
        state,
        standing,
        cause,
      ]);
      expect(states).toEqual([
        ['H48', 'planned', 'overdue', undefined],
        ['W02', 'cancelled', 'closed', 'lost'],
        ['W04', 'done', 'closed', undefined],
        ['W08', 'cancelled', 'closed', 'lost'],
        ['W12', 'cancelled', 'closed', 'lost'],
        ['W24', 'cancelled', 'closed', 'lost'],
        ['W52', 'cancelled', 'closed', 'lost'],
      ]);
      expect(await saidOf(visitCancelled, participantId)).toMatchObject(
        ['W02', 'W08', 'W12', 'W24', 'W52'].map((visitCode) => ({ visitCode, because: 'lost' })),
      );
      expect(
        await service.rows(
          `select name, status, count(*)::int as count from deadline
            where key = any(select id::text from visit where participant_id = $1) group by name, status order by name, status`,
          [participantId],
        ),
      ).toEqual([
        { name: 'scheduling.visit-window-closes', status: 'disarmed', count: 1 },
        { name: 'scheduling.visit-window-closes', status: 'fired', count: 1 },
        { name: 'scheduling.visit-window-opens', status: 'disarmed', count: 5 },
        { name: 'scheduling.visit-window-opens', status: 'fired', count: 2 },
      ]);
      expect(await service.send(recordVisit, { ...at('W08'), occurredAt: '2025-03-14T22:00:00Z' }, site)).toMatchObject(
        { rejection: { code: 'visit-already-settled' } },
      );
      expect(
        await service.ask(missVisit, { ...at('H48'), cause: 'not-reached', reason: 'moved away' }, site),
      ).toMatchObject({ state: 'missed' });

      const opened = await codesSaid(visitWindowOpened, participantId);
      await passTo('2026-06-01T00:00:00.000Z');
      expect(await codesSaid(visitWindowOpened, participantId)).toEqual(opened);
      expect(await codesSaid(visitWindowClosed, participantId)).toEqual(['H48']);
    });

    it('lets every other window of the year open and close exactly once', async () => {
      const planned = await service.said(visitPlanned);
      const cancelled = new Set((await service.said(visitCancelled)).map(({ visitId }) => visitId));
      const opened = (await service.said(visitWindowOpened)).map(({ visitId }) => visitId);
      const closed = (await service.said(visitWindowClosed)).map(({ visitId }) => visitId);
      const ended = planned.filter(({ visitId }) => cancelled.has(visitId)).map(({ participantId }) => participantId);
      const followed = planned.filter(({ participantId }) => !ended.includes(participantId));

      expect(followed.length).toBeGreaterThan(50);
      for (const { visitId } of followed) {
        expect(opened.filter((id) => id === visitId)).toHaveLength(1);
        expect(closed.filter((id) => id === visitId)).toHaveLength(1);
      }
      expect((await service.ask(operations.auditVerification, {}, administrator)).findings).toEqual([]);
    });
  });
});
