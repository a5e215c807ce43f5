import { randomUUID } from 'node:crypto';
import {
  correctAttendance,
  judgeDeviation,
  listDeviations,
  missVisit,
  openStandings,
  participantScreened,
  readCasebook,
  ReadCasebook,
  recordUnscheduledVisit,
  recordVisit,
  rescheduleVisit,
  responseSubmitted,
  type CasebookPage,
  type CasebookRow,
  type VisitView,
} from '@trial/contracts';
import { type Context } from '@trial/kernel';
import { Trials } from '@trial/trial-configuration';
import { casebook } from '../../../apps/scheduling/src/casebook/casebook.reads.js';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { aContext, bootService, type BootedService } from '../../support/service.js';
import { Cohort, responseOf } from './cohort.js';
import { scansOf } from './query-plan.js';

const now = '2025-03-04T12:00:00.000Z';
const trialId = 'MANUS';

describe('the casebook', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    service = await bootService('scheduling', SchedulingModule, { now });
    cohort = new Cohort(service, { trialId, time: now });
  });
  afterAll(() => service.stop());

  const read = (asked: Partial<ReadCasebook> = {}, context: Partial<Context> = {}): Promise<CasebookPage> =>
    service.ask(readCasebook, { trialId, ...asked }, context);
  const visitsOf = (who: Somebody): Promise<VisitView[]> => cohort.somebody(who).visits();

  describe('of a small cast', () => {
    const cast = ['screened', 'failed', 'consented', 'randomised', 'treated', 'withdrawn'].map(
      (name, index): Somebody & { readonly name: string } => ({
        ...{ name, trialId, siteId: 'UMCU', participantId: randomUUID(), participantCode: `UMCU-00${index + 1}` },
      }),
    );
    const elsewhere = { trialId, siteId: 'LUMC', participantId: randomUUID(), participantCode: 'LUMC-001' };
    const rowOf = async (name: string): Promise<CasebookRow | undefined> => {
      const who = cast.find((each) => each.name === name);
      return (await read()).items.find(({ participantId }) => participantId === who?.participantId);
    };
    /** What is said of each visit, in a word or two. */
    const inWords = (row: CasebookRow | undefined): string[] =>
      row?.cells.map(({ visit, state, standing, position, provisional, deviation, appointment, forms }) =>
        [
          ...[visit, state === 'planned' ? standing : state, position === 'in-window' ? undefined : position],
          ...[provisional && 'provisional', deviation, appointment && 'appointment'],
          forms && `${forms.answered} of ${forms.answered + forms.due} forms`,
        ]
          .filter((word) => word !== undefined && word !== false)
          .join(' '),
      ) ?? [];

    beforeAll(async () => {
      for (const who of [...cast, elsewhere]) await enrol(who);
    });

    async function enrol({ name, ...who }: Somebody & { readonly name?: string }): Promise<void> {
      const somebody = cohort.somebody(who);
      // Far enough apart that nobody was treated too soon after another.
      const anchorAt = name === 'treated' ? '2025-01-01T09:30:00.000Z' : '2025-01-22T09:30:00.000Z';
      const treated = () => somebody.treated({ anchorAt });
      // Treatment may be heard of before everything else.
      if (name === 'treated' || name === undefined) await treated();
      await cohort.hear(participantScreened, who);
      if (name === 'screened') return;
      if (name === 'failed') return somebody.screeningFails();
      const consentedAt = name === 'consented' ? '2025-02-24T09:00:00.000Z' : '2024-12-10T09:00:00.000Z';
      await somebody.consents({ consentedAt });
      if (name === 'consented') return;
      await somebody.randomised('2024-12-30T09:00:00.000Z');
      if (name === 'withdrawn') {
        await treated();
        await somebody.ended('withdrawn', '2025-01-31T09:00:00.000Z');
      }
    }

    it('has a column for each visit of the plan, and a row for everybody at the site, by code', async () => {
      const { columns, items, nextCursor } = await read();
      expect(columns.map(({ visit }) => visit)).toEqual([
        'SCR',
        'BL',
        'D0',
        'H48',
        'W02',
        'W04',
        'W08',
        'W12',
        'W24',
        'W52',
      ]);
      expect(columns[0]).toEqual({ visit: 'SCR', name: 'Screening', phase: 'before-treatment' });
      expect(items.map(({ participantCode, siteId, status }) => [participantCode, siteId, status])).toEqual([
        ['UMCU-001', 'UMCU', 'screened'],
        ['UMCU-002', 'UMCU', 'screening-failed'],
        ['UMCU-003', 'UMCU', 'consented'],
        ['UMCU-004', 'UMCU', 'randomised'],
        ['UMCU-005', 'UMCU', 'treated'],
        ['UMCU-006', 'UMCU', 'withdrawn'],
      ]);
      expect(nextCursor).toBeUndefined();
    });

    it('says how each visit stands before treatment: provisionally', async () => {
      expect(inWords(await rowOf('screened'))).toEqual([]);
      const beforeTreatment = ['SCR due provisional', 'BL open provisional 0 of 2 forms', 'D0 upcoming provisional'];
      await eventually(async () => expect(inWords(await rowOf('consented'))).toEqual(beforeTreatment));
      expect(inWords(await rowOf('randomised'))[4]).toMatch(/^W02 \w+ provisional/);
    });

    it('says what came of each visit, as the list of visits does', async () => {
      const who = cast.find(({ name }) => name === 'treated');
      if (!who) throw new Error('nobody was treated');
      await eventually(async () => expect(inWords(await rowOf('treated'))[9]).toBe('W52 upcoming'));
      const idOf = async (code: string) =>
        (await visitsOf(who)).find(({ visitCode }) => visitCode === code)?.visitId ?? '';
      const at = async (code: string) => ({ trialId, participantId: who.participantId, visitId: await idOf(code) });
      await service.ask(recordVisit, { ...(await at('W02')), occurredAt: '2025-01-20T09:00:00Z' });
      await service.ask(recordVisit, { ...(await at('H48')), occurredAt: '2025-01-03T09:00:00Z' });
      await service.ask(missVisit, { ...(await at('W04')), cause: 'not-reached', reason: 'did not answer' });
      await service.ask(rescheduleVisit, {
        ...{ ...(await at('W12')), plannedFor: '2025-03-26T09:00:00Z', expectedVersion: 1, reason: 'asked for it' },
      });
      const unscheduled = { trialId, participantId: who.participantId, cause: 'adverse-event' };
      await service.ask(recordUnscheduledVisit, { ...unscheduled, occurredAt: '2025-02-10T09:00:00Z' });
      const { trialId: _, participantCode: __, name: ___, ...place } = who;
      await cohort.hear(responseSubmitted, responseOf({ trialId, ...place }, await idOf('W08'), 'pain', now));

      const asItCame = [
        'SCR overdue',
        'BL overdue 0 of 2 forms',
        'D0 done 0 of 1 forms',
        'H48 done 0 of 1 forms',
        'W02 done after-window drafted 0 of 1 forms',
        'W04 missed drafted 0 of 2 forms',
        'W08 due 1 of 2 forms',
        'W12 upcoming appointment',
        'W24 upcoming',
        'W52 upcoming',
      ];
      await eventually(async () => expect(inWords(await rowOf('treated'))).toEqual(asItCame));
      expect((await rowOf('treated'))?.unscheduled).toEqual([{ visit: 'UNS-1', state: 'done', position: 'in-window' }]);
    });

    it('says of a deviation what became of it', async () => {
      const { items } = await service.ask(listDeviations, { trialId });
      const [late, missed] = ['visit-late', 'visit-missed'].map((kind) => items.find((each) => each.kind === kind));
      if (!late || !missed) throw new Error('nothing deviates');
      const judged = { trialId, expectedVersion: 1, reason: 'looked at' };
      await service.ask(judgeDeviation, { ...judged, deviationId: late.deviationId, severity: 'minor' });
      await service.ask(judgeDeviation, { ...judged, deviationId: missed.deviationId, severity: 'none' });
      const cells = (await rowOf('treated'))?.cells ?? [];
      expect(cells.map(({ visit, deviation }) => [visit, deviation]).slice(4, 6)).toEqual([
        ['W02', 'confirmed'],
        ['W04', undefined],
      ]);
      // Corrected into its window, the visit deviates no more.
      const correct = { trialId, participantId: late.participantId, visitId: late.visitId, reason: 'wrong day' };
      await service.ask(correctAttendance, { ...correct, expectedVersion: 2, occurredAt: '2025-01-16T09:00:00Z' });
      expect((await rowOf('treated'))?.cells[4]).toMatchObject({ visit: 'W02', position: 'in-window' });
      await service.ask(correctAttendance, { ...correct, expectedVersion: 3, occurredOn: '2025-01' });
      expect((await rowOf('treated'))?.cells[4]).toMatchObject({ visit: 'W02', position: 'uncertain' });
    });

    it('of who left shows what was overdue by then and that nothing else will take place, and no form to answer', async () => {
      const row = await rowOf('withdrawn');
      expect(inWords(row).slice(3)).toEqual([
        expect.stringMatching(/^H48 overdue/),
        ...['W02', 'W04', 'W08', 'W12', 'W24', 'W52'].map((code) => `${code} cancelled`),
      ]);
      expect(row?.cells.flatMap(({ forms }) => forms?.due ?? 0).reduce((sum, due) => sum + due, 0)).toBe(0);
    });

    it('says of every visit exactly what the visit itself says', async () => {
      for (const { participantId, cells, unscheduled = [] } of (await read()).items) {
        const who = cast.find((each) => each.participantId === participantId);
        if (!who) throw new Error('somebody else');
        const visits = await visitsOf(who);
        const all = [...cells, ...unscheduled];
        expect(all).toHaveLength(visits.length);
        for (const { visitCode, state, standing, position, provisional, plannedFor } of visits)
          expect(all.find(({ visit }) => visit === visitCode)).toMatchObject({
            state,
            ...(standing === 'closed' ? {} : { standing }),
            ...(position === undefined ? {} : { position }),
            ...(provisional ? { provisional } : {}),
            ...(plannedFor === undefined ? {} : { appointment: true }),
          });
      }
    });

    it('changes with the clock alone', async () => {
      const standing = async () => (await rowOf('treated'))?.cells[6];
      const before = await standing();
      await service.setTime('2025-03-14T12:00:00.000Z');
      await eventually(async () => expect(await standing()).toMatchObject({ visit: 'W08', standing: 'overdue' }));
      await service.setTime(now);
      await eventually(async () => expect(await standing()).toEqual(before));
    });

    it('shows the rows of the sites the caller may see, and no others', async () => {
      const codes = async (asked: Partial<ReadCasebook>, sites: string[]) =>
        (await read(asked, { sites })).items.map(({ participantCode }) => participantCode);
      expect(await codes({}, ['LUMC'])).toEqual(['LUMC-001']);
      expect(await codes({ siteId: 'UMCU' }, ['LUMC'])).toEqual([]);
      expect(await codes({ siteId: 'LUMC' }, ['LUMC', 'UMCU'])).toEqual(['LUMC-001']);
      expect((await codes({}, ['UMCU', 'LUMC'])).slice(0, 2)).toEqual(['LUMC-001', 'UMCU-001']);
      expect(await codes({}, [])).toEqual([]);
      expect(await codes({ codePrefix: 'UMCU-00' }, ['LUMC', 'UMCU'])).toHaveLength(6);
      expect(await codes({ codePrefix: 'UMCU-003' }, ['UMCU'])).toEqual(['UMCU-003']);
      expect(await codes({ codePrefix: 'umcu' }, ['UMCU'])).toEqual([]);
      expect(await codes({ codePrefix: '%' }, ['UMCU'])).toEqual([]);
    });
  });

  describe('of ten thousand participants', () => {
    const sites = Array.from({ length: 150 }, (_, index) => `Z${String(index).padStart(3, '0')}`);
    const context = (of: readonly string[]) => aContext({ trialId: 'MANUS', sites: of });

    beforeAll(async () => {
      await service.rows(
        `set session_replication_role = replica;
         insert into participant (id, trial_id, site_id, participant_id, participant_code, trial_version, zone, consented_at)
         select id, 'MANUS', site, id, case when n % 1000 = 0 then null else site || '-' || lpad((n / 150)::text, 3, '0') end,
                1, 'Europe/Amsterdam', '2025-01-01'
           from generate_series(0, 9999) n,
                lateral (select md5('someone ' || n)::uuid as id, 'Z' || lpad((n % 150)::text, 3, '0') as site) as who;
         insert into visit (id, trial_id, site_id, participant_id, trial_version, counted_from, counted_from_at, phase,
                            provisional, visit_code, kind, is_primary, is_last, target_on, target_at, opens_at, closes_at,
                            unit, zone, state, occurred_at, reason, version)
         select gen_random_uuid(), 'MANUS', participant.site_id, participant.id, 1, 'anchor', '2025-01-01', 'follow-up',
                false, code, 'scheduled', false, false, target_at::date, target_at, target_at - interval '3 days',
                target_at + interval '3 days', case when n % 2 = 0 then 'hours' else 'days' end, 'Europe/Amsterdam',
                case when n = 1 then 'done' else 'planned' end, case when n = 1 then target_at end, null, 1
           from participant,
                unnest(array['H48', 'W02', 'W04', 'W08', 'W12', 'W24', 'W52']) with ordinality as visit (code, n),
                lateral (select timestamptz '${now}' - interval '5 days' + n * interval '20 days'
                                - (abs(hashtext(participant.id::text)) % 400) * interval '12 hours' as target_at) as moment
          where participant.site_id like 'Z___';
         insert into work_item (id, trial_id, site_id, participant_id, rule, what, trial_version, begun_at, due_at, visit_id, visit_code)
         select gen_random_uuid(), visit.trial_id, visit.site_id, visit.participant_id, rule, 'pain', 1, visit.opens_at,
                visit.closes_at, visit.id, visit.visit_code
           from visit, unnest(array['participant-answers', 'staff-fills-in']) as rule where visit.site_id like 'Z___';
         insert into deviation (id, trial_id, site_id, participant_id, visit_id, visit_code, kind, rule, trial_version, drafted_at,
                                state, version)
         select gen_random_uuid(), trial_id, site_id, participant_id, id, visit_code, 'visit-missed', 'a rule', 1, now(), 'drafted', 1
           from visit where visit.site_id like 'Z___' and visit_code = 'H48'`,
      );
      for (const table of ['participant', 'visit', 'work_item', 'deviation']) await service.rows(`analyze ${table}`);
    });

    const pagesOf = async (asked: Partial<ReadCasebook>, of: readonly string[] = sites): Promise<CasebookPage[]> => {
      const pages: CasebookPage[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await read({ ...asked, ...(cursor === undefined ? {} : { cursor }) }, { sites: [...of] });
        pages.push(page);
        cursor = page.nextCursor;
        if (cursor === undefined) return pages;
      }
    };

    it('is read page by page, each participant once, in the order of site and code, never more than 60 kB at once', async () => {
      const pages = await pagesOf({ limit: 200 });
      for (const page of pages) expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(60_000);
      const seen = pages.flatMap(({ items }) => items);
      expect(new Set(seen.map(({ participantId }) => participantId)).size).toBe(10_000);
      expect(seen).toHaveLength(10_000);
      const keys = seen.map(({ siteId, participantCode = '', participantId }) =>
        [siteId, participantCode, participantId].join(' '),
      );
      expect(keys).toEqual([...keys].sort());
      expect(seen.every(({ cells }) => cells.length === 7)).toBe(true);
    });

    it.each([...openStandings])('finds who has a visit that is %s, and nobody else', async (standing) => {
      const of = sites.slice(0, 6);
      const everybody = (await pagesOf({ limit: 200 }, of)).flatMap(({ items }) => items);
      const expected = everybody.filter(({ cells }) => cells.some((cell) => cell.standing === standing));
      const found = (await pagesOf({ limit: 100, standing }, of)).flatMap(({ items }) => items);
      expect(found.map(({ participantId }) => participantId)).toEqual(
        expected.map(({ participantId }) => participantId),
      );
      expect([found.length > 0, found.length < everybody.length || standing === 'upcoming']).toEqual([true, true]);
    });

    it.each([
      ['one site', ['Z007'], {}],
      ['every site', sites, {}],
      ['every site, from the middle', sites, { cursor: cursorOf('Z075', 'Z075-030') }],
      ['one site of them', sites, { siteId: 'Z100' }],
      ['the participants with something overdue', sites, { standing: 'overdue' as const }],
      ['codes that begin the same', sites, { codePrefix: 'Z10' }],
    ])('is read by index, a page and no more: %s', async (_, of, asked) => {
      const request = Object.assign(new ReadCasebook(), { trialId, ...asked });
      const trials = service.app.get(Trials, { strict: false });
      const [scans, ...more] = await scansOf(service, context(of), (tx) => casebook(tx, trials, request));
      expect(more).toEqual([]);
      expect(new Set(scans?.map(({ on }) => on))).toEqual(new Set(['participant', 'visit', 'deviation', 'work_item']));
      expect(scans?.filter(({ by }) => by === 'none')).toEqual([]);
      const [participants] = scans?.filter(({ on }) => on === 'participant') ?? [];
      expect(participants?.by).toBe('participant_in_casebook');
      expect(scans?.find(({ on }) => on === 'deviation')?.by).toBe('deviation_of_participant');
      // Somebody sought by how a visit stands is looked for; everybody else on the page is the next in the order.
      if (!('standing' in asked)) expect((participants?.times ?? 0) * (participants?.rows ?? 0)).toBeLessThan(2 * 51);
      for (const { on, times, rows } of scans ?? [])
        expect([on, times * rows <= (on === 'participant' ? 10_000 : 51 * 14)]).toEqual([on, true]);
    });

    it.each(
      [
        'a',
        '[]',
        '["L001","L001-001"]',
        '["L001","L001-001","x"]',
        '["L001",1,"0195a1f2-0000-7000-8000-000000000001"]',
      ].concat(
        '["L\\u0000","L001-001","0195a1f2-0000-7000-8000-000000000001"]',
        '["L\\ud800","L001-001","0195a1f2-0000-7000-8000-000000000001"]',
      ),
    )('refuses a cursor that is none: %s', async (text) => {
      const cursor = Buffer.from(text).toString('base64url');
      expect(await service.send(readCasebook, { trialId, cursor })).toMatchObject({
        rejection: { code: 'cursor-not-readable' },
      });
    });
  });
});

interface Somebody {
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly participantCode: string;
}

function cursorOf(site: string, code: string): string {
  return Buffer.from(JSON.stringify([site, code, '00000000-0000-0000-0000-000000000000'])).toString('base64url');
}
