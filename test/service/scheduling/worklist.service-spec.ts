import { randomUUID } from 'node:crypto';
import { ListWorklist, listWorklist, visitWindowOpened, type WorklistItem } from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import { Trials } from '@trial/trial-configuration';
import { worklist } from '../../../apps/scheduling/src/worklist/worklist.reads.js';
import { aContext } from '../../support/service.js';
import { AskedWork, AT, type Somebody } from './asked-work.js';
import { scansOf } from './query-plan.js';

describe('the work list', () => {
  let work: AskedWork;
  beforeAll(async () => {
    work = await AskedWork.start();
  });
  afterAll(() => work.service.stop());

  describe('is asked', () => {
    const opened = (who: Somebody, closesAt: string) => ({
      ...{ ...who, visitId: randomUUID(), visitCode: 'W02', trialVersion: 1, closesAt },
    });

    it('by standing, kind, participant, site and role, and how much is soon', async () => {
      const { trialId, siteId } = { ...work.somebody(), siteId: 'UMCN' };
      // Midnight in Amsterdam; the window is one in days.
      const who = await Promise.all(
        [
          '2025-03-04T11:00:00.000Z',
          '2025-03-04T23:00:00.000Z',
          '2025-03-06T23:00:00.000Z',
          '2025-03-20T23:00:00.000Z',
        ].map(async (closesAt): Promise<string> => {
          const person = { trialId, siteId, participantId: randomUUID() };
          await work.hear(visitWindowOpened, opened(person, closesAt));
          return person.participantId;
        }),
      );
      const found = async (asked: Partial<ListWorklist>, context: Partial<Context> = {}): Promise<number[]> => [
        ...new Set(
          (await work.list({ siteId }, asked, context)).map(({ participantId }) => who.indexOf(participantId ?? '')),
        ),
      ];
      // The day is the site's, whatever zone the caller works in.
      const zone = { zone: 'Pacific/Kiritimati' };
      expect(await found({ standing: 'overdue' }, zone)).toEqual([0]);
      expect(await found({ standing: 'today' }, zone)).toEqual([1]);
      expect(await found({ standing: 'soon' }, zone)).toEqual([2]);
      expect(await found({ standing: 'later' }, zone)).toEqual([3]);
      expect(await found({ standing: 'later', soonDays: 30 }, zone)).toEqual([]);
      expect(await found({ standing: 'later', soonDays: 0 }, zone)).toEqual([2, 3]);
      expect(await found({ participantId: who[2] ?? randomUUID() })).toEqual([2]);
      expect(await found({ siteId })).toEqual([0, 1, 2, 3]);
      expect(await found({ siteId: 'UMCU' })).toEqual([]);
      expect(await found({}, { sites: ['ELSEWHERE'] })).toEqual([]);

      const rules = async (context: Partial<Context>, asked: Partial<ListWorklist> = {}) =>
        new Set(
          (await work.service.ask(listWorklist, { trialId, ...asked }, { sites: [siteId], ...context })).items.map(
            ({ rule }) => rule.code,
          ),
        );
      const all = new Set(['visit-in-window', 'participant-answers']);
      expect(await rules({ role: 'study-nurse' })).toEqual(new Set(['visit-in-window']));
      expect(await rules({ role: 'study-nurse' }, { role: 'participant' })).toEqual(new Set(['participant-answers']));
      expect(await rules({ role: 'study-nurse' }, { role: 'everyone' })).toEqual(all);
      expect(await rules({ role: 'monitor' })).toEqual(all);
      expect(await rules({ role: 'safety-physician' })).toEqual(new Set());
      expect(await rules({ role: 'investigator' }, { kind: 'sample' })).toEqual(new Set());
      const own = { role: 'participant', ...(who[1] ? { participantId: who[1] } : {}) };
      expect(await rules(own, { role: 'everyone' })).toEqual(new Set(['participant-answers']));
      expect((await work.list({ siteId }, {}, own)).map(({ participantId }) => participantId)).toEqual([who[1]]);
    });

    it('page by page in an order that news and the clock do not change, and never more than 60 kB at once', async () => {
      const who = work.somebody();
      const person = () => ({ ...who, participantId: randomUUID() });
      await Promise.all(
        Array.from({ length: 60 }, (_, day) =>
          work.hear(
            visitWindowOpened,
            opened(person(), `2025-04-${String((day % 28) + 1).padStart(2, '0')}T22:00:00.000Z`),
          ),
        ),
      );
      const pages: WorklistItem[][] = [];
      for (let cursor: string | undefined; ;) {
        const page = await work.service.ask(
          listWorklist,
          { trialId: 'MANUS', role: 'everyone', limit: 200, ...(cursor === undefined ? {} : { cursor }) },
          { sites: [who.siteId] },
        );
        expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(60_000);
        pages.push(page.items);
        // What comes before the cursor meanwhile is on no later page.
        if (cursor === undefined) await work.hear(visitWindowOpened, opened(person(), '2025-03-01T22:00:00.000Z'));
        cursor = page.nextCursor;
        if (cursor === undefined) break;
      }
      expect(pages.length).toBeGreaterThan(1);
      const seen = pages.flat();
      expect(new Set(seen.map(({ itemId }) => itemId)).size).toBe(120);
      expect(seen.map(({ dueAt, itemId }) => `${dueAt} ${itemId}`)).toEqual(
        seen.map(({ dueAt, itemId }) => `${dueAt} ${itemId}`).sort(),
      );
    });

    it.each(['a', '2025-03-01T22:00:00.000Z', '2025-99-01T22:00:00.000Z 0195a1f2-0000-7000-8000-000000000001'])(
      'with a cursor that is none: %s',
      async (cursor) => {
        const reply = await work.service.send(listWorklist, {
          trialId: 'MANUS',
          cursor: Buffer.from(cursor).toString('base64url'),
        });
        expect(reply).toMatchObject({ rejection: { code: 'cursor-not-readable' } });
      },
    );
  });

  describe('of ten thousand participants', () => {
    it('is read by index, a page of each site and no more', async () => {
      await work.service.rows(
        `set session_replication_role = replica;
         insert into work_item (id, trial_id, site_id, participant_id, rule, what, trial_version, begun_at, due_at, visit_id, visit_code)
         select gen_random_uuid(), 'LARGE', 'L' || n % 150, gen_random_uuid(), 'visit-in-window', 'W02', 1, timestamptz '${AT}',
                timestamptz '${AT}' + n * interval '1 minute', gen_random_uuid(), 'W02'
           from generate_series(1, 40000) as n`,
      );
      await work.service.rows('analyze work_item');
      const everywhere = Array.from({ length: 150 }, (_, index) => `L${index}`);
      const request = Object.assign(new ListWorklist(), { trialId: 'LARGE', role: 'everyone' });
      const context = (sites: string[]) => aContext({ trialId: 'LARGE', sites });
      const { items } = await work.service.ask(listWorklist, request, context(everywhere));
      expect(items.map(({ dueAt }) => dueAt)).toEqual(
        items.map((_, n) =>
          instant(AT)
            .add({ minutes: n + 1 })
            .toString({ fractionalSecondDigits: 3 }),
        ),
      );

      for (const sites of [['L7'], everywhere]) {
        const trials = work.service.app.get(Trials, { strict: false });
        const [scans] = await scansOf(work.service, context(sites), (tx) => worklist(tx, trials, request));
        // Each site is looked up once, and read no further than a page goes.
        expect(scans?.filter(({ on }) => on === 'work_item')).toEqual([
          { on: 'work_item', by: 'work_to_do', times: sites.length, rows: 51 },
        ]);
      }
    });
  });
});
