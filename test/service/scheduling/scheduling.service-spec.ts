import { randomUUID } from 'node:crypto';
import {
  listVisits,
  missVisit,
  operationsOf,
  participantTreated,
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
} from '@trial/contracts';
import { Transactions } from '@trial/persistence';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort } from './cohort.js';

const operations = operationsOf('scheduling');
const administrator = { role: 'administrator', trialId: '' };
const CODES = ['H48', 'W02', 'W04', 'W08', 'W12', 'W24', 'W52'];

/** A jump over a year rings several hundred bells. */
const A_YEAR_OF_BELLS = 50_000;

describe('scheduling', () => {
  let service: BootedService;
  let cohort: Cohort;

  beforeAll(async () => {
    service = await bootService('scheduling', SchedulingModule, { now: '2025-03-04T12:00:00.000Z' });
    cohort = new Cohort(service);
  });
  afterAll(() => service.stop());

  const passTo = (now: string) => cohort.passTo(now, A_YEAR_OF_BELLS);
  const treated = async (siteId = 'UMCU') => {
    const participant = cohort.somebody({ siteId });
    await participant.treated();
    const planned = await participant.visits();
    expect(planned).toHaveLength(CODES.length);
    const at = (code: string) => {
      const visitId = planned.find(({ visitCode }) => visitCode === code)?.visitId ?? '';
      return { ...participant.of, visitId };
    };
    return { ...participant, planned, at };
  };

  it('stores what its tables say: the migrations leave the mapping nothing to add', async () => {
    const { dataSource } = service.app.get(Transactions, { strict: false });
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    // Checks and indices are said once, by the migrations: that the mapping does not know them is no drift.
    expect(upQueries.map(({ query }) => query).filter((query) => !/DROP (CONSTRAINT|INDEX)/.test(query))).toEqual([]);
  });

  describe('a treatment', () => {
    it('plans each follow-up visit of the trial version once, in civil days of the site', async () => {
      const { participantId, planned: visits, said } = await treated();

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
      expect(await said(visitPlanned)).toEqual(
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
      const participant = await treated();
      await participant.treated();
      const { trialId, siteId, participantId, participantCode } = participant;
      const id = await service.hear(participantTreated, {
        ...{ trialId, siteId, participantId, participantCode, administrationId: randomUUID(), trialVersion: 1 },
        ...{ anchorAt: '2025-03-04T09:31:00.000Z', zone: 'Europe/Amsterdam' },
      });

      await eventually(async () => {
        const parked = await service.ask(operations.parkedMessages, {}, administrator);
        expect(parked.items.find(({ eventId }) => eventId.startsWith(id))?.reason).toContain('anchor-set-already');
      });
      expect(await participant.visits()).toEqual(participant.planned);
      expect(await participant.codes(visitPlanned)).toEqual(CODES);
    });

    it('is planned for nobody whose end was heard first', async () => {
      const participant = cohort.somebody();
      await participant.ended('died', '2025-03-20T10:00:00.000Z');
      await participant.treated();

      expect(await participant.visits()).toEqual([]);
      expect(await participant.said(visitPlanned)).toEqual([]);
    });
  });

  describe('a treatment and an end heard at the same moment', () => {
    it('leave no visit planned and no bell armed, whichever came first', async () => {
      const participants = Array.from({ length: 8 }, () => cohort.somebody());
      await Promise.all(
        participants.flatMap(({ treated, ended }) => [treated(), ended('withdrawn', '2025-03-04T11:00:00.000Z')]),
      );

      for (const { participantId, visits, said } of participants) {
        const states = new Set((await visits()).map(({ state }) => state));
        states.delete('cancelled');
        expect([...states]).toEqual([]);
        expect((await said(visitCancelled)).length).toBe((await visits()).length);
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
      const { of } = cohort.somebody();
      const reply = await service.send(listVisits, { ...of, cursor: 'not a cursor' });
      expect(reply).toMatchObject({ rejection: { code: 'cursor-not-readable' } });
    });
  });

  describe('an appointment', () => {
    it('is made by who read the visit, moves no window, and is refused to who did not', async () => {
      const { said, at } = await treated();
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
      expect((await said(visitRescheduled)).map(({ plannedFor }) => plannedFor)).toEqual([made.plannedFor]);
    });
  });

  describe('a window', () => {
    it('opens and closes once each, by the clock, and a visit nobody settled is overdue and not missed', async () => {
      const { said, codes, at } = await treated('UMCN');
      const standing = async () => (await service.ask(readVisit, at('H48'), { sites: ['UMCN'] })).standing;

      await passTo('2025-03-05T21:29:59.999Z');
      expect(await codes(visitWindowOpened)).toEqual([]);
      await passTo('2025-03-05T21:30:00.000Z');
      expect(await said(visitWindowOpened)).toEqual([
        expect.objectContaining({ ...at('H48'), visitCode: 'H48', closesAt: '2025-03-07T09:30:00.000Z' }),
      ]);
      expect(await standing()).toBe('open');

      // The seventy-second hour is inside, the millisecond after it is not.
      await passTo('2025-03-07T09:30:00.000Z');
      expect(await codes(visitWindowClosed)).toEqual([]);
      expect(await standing()).toBe('due');
      await passTo('2025-03-07T09:30:00.001Z');
      expect(await codes(visitWindowClosed)).toEqual(['H48']);
      expect(await standing()).toBe('overdue');

      await passTo('2025-03-10T12:00:00.000Z');
      expect(await codes(visitWindowOpened)).toEqual(['H48']);
      expect(await codes(visitWindowClosed)).toEqual(['H48']);
      expect(await said(visitMissed)).toEqual([]);
    });

    it('that was over when treatment became known opens before it closes', async () => {
      const { participantId, codes } = await treated();
      await eventually(async () => expect(await codes(visitWindowClosed)).toEqual(['H48']));

      const order = await service.rows<{ type: string }>(
        `select type from (select sequence, type, event from outbox_archive union select sequence, type, event from outbox_message) as sent
          where event::jsonb -> 'data' ->> 'participantId' = $1 and type like '%window%' order by sequence`,
        [participantId],
      );
      expect(order.map(({ type }) => type)).toEqual([visitWindowOpened.type, visitWindowClosed.type]);
    });

    it('opens as planned for a visit that took place early', async () => {
      const { said, codes, at } = await treated();
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
      expect(await said(visitDone)).toEqual([
        expect.objectContaining({ occurredAt: '2025-03-10T11:00:00.000Z', position: 'before-window' }),
      ]);

      await passTo('2025-03-14T23:00:00.000Z');
      expect(await codes(visitWindowOpened)).toEqual(['H48', 'W02']);
    });
  });

  describe('attendance and absence', () => {
    it('are refused when they cannot be, and a refusal leaves nothing behind', async () => {
      const { visits, said, at, planned } = await treated();
      const refusals = [
        [await service.send(recordVisit, { ...at('W02'), occurredAt: '2025-03-14T23:00:00.001Z' }), 'visit-in-future'],
        [await service.send(recordVisit, { ...at('W02'), occurredAt: '2025-03-04T09:00:00Z' }), 'visit-before-anchor'],
        [
          await service.send(missVisit, { ...at('W12'), cause: 'not-reached', reason: 'no answer' }),
          'window-not-open-yet',
        ],
      ] as const;
      for (const [reply, code] of refusals) expect(reply).toMatchObject({ rejection: { code } });

      expect(await visits()).toMatchObject(
        planned.map(({ visitId, version }) => ({ visitId, version, state: 'planned' })),
      );
      expect(await said(visitDone)).toEqual([]);
      expect(await said(visitMissed)).toEqual([]);
    });

    it('record one attendance although it is sent twice at once', async () => {
      const { codes, at } = await treated();
      const record = () => service.send(recordVisit, { ...at('W02'), occurredAt: '2025-03-14T23:00:00Z' });
      const replies = await Promise.all([record(), record()]);

      expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(1);
      expect(replies.find((reply) => 'rejection' in reply)).toMatchObject({
        rejection: { code: 'visit-already-settled' },
      });
      expect(await codes(visitDone)).toEqual(['W02']);
    });

    it('a missed visit keeps its cause, moves no later one, and may take place after all', async () => {
      const { visits, said, at, planned } = await treated();
      const missed = await service.ask(
        missVisit,
        { ...at('W02'), cause: 'participant-unable', reason: 'ill at home' },
        { reason: 'ill at home' },
      );
      expect(missed).toMatchObject({ state: 'missed', standing: 'closed', cause: 'participant-unable', version: 2 });
      expect(await said(visitMissed)).toEqual([
        expect.objectContaining({ visitCode: 'W02', reason: 'participant-unable' }),
      ]);
      expect(
        await service.rows(`select reason from audit_entry where row_id = $1 and operation = 'update'`, [
          missed.visitId,
        ]),
      ).toEqual([{ reason: 'ill at home' }]);
      expect((await visits()).slice(2)).toEqual(planned.slice(2));

      const done = await service.ask(recordVisit, { ...at('W02'), occurredAt: '2025-03-14T23:00:00Z' });
      expect(done).toMatchObject({ state: 'done', position: 'in-window', version: 3 });
      expect(done).not.toHaveProperty('cause');
    });
  });

  describe('the end of participation', () => {
    it('cancels what could still take place, takes its bells away and leaves what is settled or overdue', async () => {
      const { participantId, visits, said, codes, at, ended } = await treated('UMCN');
      const site = { sites: ['UMCN'] };
      // What was due when treatment became known has rung by then.
      await passTo('2025-03-14T23:00:00.000Z');
      await service.ask(recordVisit, { ...at('W04'), occurredAt: '2025-03-14T22:00:00Z' }, site);
      await ended('lost', '2025-03-14T22:30:00.000Z');

      const states = (await visits()).map(({ visitCode, state, standing, cause }) => [
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
      expect(await said(visitCancelled)).toMatchObject(
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

      const opened = await codes(visitWindowOpened);
      await passTo('2026-06-01T00:00:00.000Z');
      expect(await codes(visitWindowOpened)).toEqual(opened);
      expect(await codes(visitWindowClosed)).toEqual(['H48']);
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
