import { createHash, randomUUID } from 'node:crypto';
import {
  judgeCausality,
  listAdverseEventLines,
  listDataCuts,
  makeDataCut,
  operationsOf,
  readDataCut,
  readMaximumGrades,
  receiveAtSponsor,
  reportAdverseEvent,
  resultRecorded,
  reviseAdverseEvent,
  type AdverseEventView,
  type DataCutView,
  type LineListingRequest,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { SiteOfSafety } from './site-of-safety.js';

const MANAGER = { actor: 'data-manager', role: 'data-manager', organisation: 'sponsor', sites: ['UMCU'] };
const PHYSICIAN = { ...MANAGER, actor: 'safety-physician', role: 'safety-physician' };
const trialId = 'MANUS';

describe('a data cut', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  let participantId: string;

  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
    site = new SiteOfSafety(safety);
    participantId = await site.aParticipant();
  });
  afterAll(() => safety.stop());

  const report = (more = {}, context = {}) =>
    safety.ask(
      reportAdverseEvent,
      {
        ...{ trialId, participantId, term: 'pain-in-extremity', grade: 2, seriousness: [] },
        ...{ onsetOn: '2025-02-20', awareAt: '2025-03-03T07:30:00Z', ...more },
      },
      context,
    );
  const worse = ({ adverseEventId, version }: AdverseEventView) =>
    safety.ask(reviseAdverseEvent, {
      ...{ trialId, participantId, adverseEventId, grade: 3, since: '2025-03-01', awareAt: '2025-03-03T07:45:00Z' },
      ...{ expectedVersion: version, reason: 'read wrongly' },
    });
  const cut = (context = {}): Promise<DataCutView> =>
    safety.ask(
      makeDataCut,
      { trialId, purpose: 'safety-board', reason: 'first look of the board' },
      { ...MANAGER, ...context },
    );
  const gradesOf = async (dataCutId?: string) => {
    const { cells } = await safety.ask(
      readMaximumGrades,
      { trialId, ...(dataCutId ? { dataCutId } : {}) },
      { ...MANAGER, role: 'monitor' },
    );
    return Object.fromEntries(
      cells
        .filter(
          ({ organClass, participants, grade }) => participants > 0 && grade !== '0' && organClass.startsWith('Musc'),
        )
        .map(({ grade, participants }) => [grade, participants]),
    );
  };
  const linesOf = async (request: Partial<LineListingRequest> = {}, context = {}) =>
    (await safety.ask(listAdverseEventLines, { trialId, ...request }, { ...MANAGER, ...context })).items;

  it('keeps what it froze: a correction changes the report of now and not that of the cut', async () => {
    const event = await report();
    const { dataCutId, sha256 } = await cut();
    const [before, lines] = [await gradesOf(dataCutId), await linesOf({ dataCutId })];
    expect([before, await gradesOf()]).toEqual([{ '2': 1 }, { '2': 1 }]);

    await safety.setTime('2025-03-03T08:05:00.000Z');
    await worse(event);
    await report({ term: 'chills', grade: 1 });

    expect([await gradesOf(dataCutId), await gradesOf()]).toEqual([before, { '3': 1 }]);
    expect(await linesOf({ dataCutId })).toEqual(lines);
    expect(await linesOf()).toHaveLength(lines.length + 1);
    expect((await safety.ask(readDataCut, { trialId, dataCutId }, MANAGER)).sha256).toBe(sha256);
    expect((await cut()).sha256).not.toBe(sha256);
  });

  it('says who made it, when, why, by which version of the trial, and of how much', async () => {
    const made = await cut();
    const counts = await safety.rows<{ events: number; participants: number }>(
      'select (select count(*)::int from adverse_event) as events, (select count(*)::int from participant) as participants',
    );
    expect(made).toEqual({
      ...{ dataCutId: expect.any(String), purpose: 'safety-board', cutAt: '2025-03-03T08:05:00.000Z', trialVersion: 1 },
      ...{ sites: ['UMCU'], participants: counts[0]?.participants, adverseEvents: counts[0]?.events },
      ...{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), madeBy: 'data-manager', role: 'data-manager' },
      reason: 'first look of the board',
    });
    expect((await safety.ask(listDataCuts, { trialId }, MANAGER)).items).toContainEqual(made);
  });

  it('has the hash of its content, and is not reported from when the content is another', async () => {
    const { dataCutId, sha256 } = await cut();
    const parts = await safety.rows<{ kind: string; content: string }>(
      'select kind, content from data_cut_part where data_cut_id = $1 order by kind, ordinal',
      [dataCutId],
    );
    const of = (kind: string) =>
      parts
        .filter((part) => part.kind === kind)
        .map(({ content }) => content)
        .join(',');
    const text = `{"cutAt":"2025-03-03T08:05:00.000Z","events":[${of('events')}],"format":1,"forms":[${of('forms')}],"links":[${of('links')}],"participants":[${of('participants')}],"sites":["UMCU"],"trialId":"MANUS","trialVersion":1}`;
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);

    await asSuperuser(safety.database, (client) =>
      client.query(
        `set search_path = safety; set session_replication_role = replica;
         update data_cut_part set content = replace(content, '"grade":3', '"grade":1') where data_cut_id = '${dataCutId}'`,
      ),
    );
    const asked = { trialId, dataCutId };
    expect(await safety.send(readDataCut, asked, MANAGER)).toEqual({ fault: true });
    expect(await safety.send(readMaximumGrades, asked, MANAGER)).toEqual({ fault: true });
  });

  it('cannot be changed or taken away by the service', async () => {
    const { dataCutId } = await cut();
    const mayWrite = await safety.rows<{ can: boolean }>(
      `select bool_or(has_table_privilege('safety', name, what)) as can
         from unnest('{data_cut,data_cut_part}'::text[]) name, unnest('{update,delete,truncate}'::text[]) what`,
    );
    expect([dataCutId.length, mayWrite]).toEqual([36, [{ can: false }]]);
  });

  it('is unknown to whoever may not see all its sites, and to a participant', async () => {
    const { dataCutId } = await cut({ sites: ['UMCN', 'UMCU'] });
    const asked = { trialId, dataCutId };
    expect((await safety.ask(readDataCut, asked, { ...MANAGER, sites: ['LUMC', 'UMCU', 'UMCN'] })).sites).toEqual([
      'UMCN',
      'UMCU',
    ]);
    const unknown = { rejection: { code: 'data-cut-unknown', field: 'dataCutId', details: {} } };
    for (const operation of [readDataCut, readMaximumGrades, listAdverseEventLines])
      for (const context of [{ sites: ['UMCU'] }, { sites: ['UMCN', 'UMCU'], participantId }])
        expect(await safety.send(operation, asked, { ...MANAGER, ...context })).toEqual(unknown);
    expect((await safety.ask(listDataCuts, { trialId }, MANAGER)).items.map((each) => each.dataCutId)).not.toContain(
      dataCutId,
    );
    expect(await linesOf({ dataCutId }, { sites: ['UMCN', 'UMCU'] })).not.toHaveLength(0);
  });

  it('is made once for one key', async () => {
    const key = randomUUID();
    const again = { cause: key, idempotency: { scope: 'cuts', key, fingerprint: key } };
    expect(await cut(again)).toEqual(await cut(again));
  });

  describe('as a line listing', () => {
    it('tells of an event everything that was said, by whom and when', async () => {
      const { adverseEventId } = await report({ grade: 3, seriousness: ['hospitalisation'], words: 'sore' });
      const at = { trialId, participantId, adverseEventId };
      const opinions = [{ cause: 'procedure', related: true }];
      await safety.ask(judgeCausality, { ...at, opinions, reason: 'seen at the bedside' });
      await safety.ask(
        receiveAtSponsor,
        { ...at, receivedAt: '2025-03-03T08:00:00Z', expectedness: 'expected' },
        PHYSICIAN,
      );
      const { dataCutId } = await cut();
      const line = {
        ...{ adverseEventId, participantId, siteId: 'UMCU', trialVersion: 1, ctcaeVersion: '4.03' },
        ...{ term: 'pain-in-extremity', organClass: 'Musculoskeletal and connective tissue disorders' },
        ...{
          words: 'sore',
          status: 'confirmed',
          source: 'reported',
          outcome: 'unknown',
          actionTaken: expect.any(String),
        },
        grades: [{ grade: 3, startedOn: '2025-02-20', recordedAt: '2025-03-03T08:05:00.000Z' }],
        ...{ highestGrade: 3, seriousness: ['hospitalisation'], serious: true, digitThreatening: false },
        ...{
          onsetOn: '2025-02-20',
          awareAt: '2025-03-03T07:30:00.000Z',
          suspected: true,
          localFindings: [],
          specialInterest: [],
          version: 3,
        },
        opinions: [
          {
            ...{ cause: 'procedure', judge: 'investigator', possibility: 'reasonable', by: 'investigator-umcu' },
            ...{ at: '2025-03-03T08:05:00.000Z', reason: 'seen at the bedside' },
          },
        ],
        receipt: { receivedAt: '2025-03-03T08:00:00.000Z', expectedness: 'expected', by: 'safety-physician' },
        ...{ recordedAt: '2025-03-03T08:05:00.000Z', recordedBy: 'investigator-umcu' },
        ...{ changedAt: '2025-03-03T08:05:00.000Z', changedBy: 'safety-physician' },
      };
      for (const request of [{}, { dataCutId }])
        expect((await linesOf({ ...request, which: 'serious' })).at(-1)).toEqual(line);
    });

    it('has proposals only when asked for them, and of serious events no others', async () => {
      await site.hear(resultRecorded, site.anAlt(participantId));
      const counted = async (which: LineListingRequest['which']) =>
        (await linesOf({ ...(which ? { which } : {}), limit: 200 })).map(
          ({ status, serious }) => `${status} ${serious}`,
        );
      expect(new Set(await counted('serious'))).toEqual(new Set(['confirmed true']));
      expect(new Set(await counted('confirmed'))).toEqual(new Set(['confirmed true', 'confirmed false']));
      expect(new Set(await counted('all'))).toEqual(new Set(['candidate false', 'confirmed true', 'confirmed false']));
      expect(await counted(undefined)).toEqual(await counted('confirmed'));
    });

    it('comes in pages that miss and repeat nothing, of now and of a cut', async () => {
      const { dataCutId } = await cut();
      for (const request of [{}, { dataCutId }]) {
        const whole = await linesOf({ ...request, which: 'all', limit: 200 });
        const pages = [];
        for (let cursor: string | undefined; ;) {
          const page = await safety.ask(
            listAdverseEventLines,
            { trialId, ...request, which: 'all', limit: 1, ...(cursor ? { cursor } : {}) },
            MANAGER,
          );
          expect(page.items).toHaveLength(1);
          pages.push(...page.items);
          if (!(cursor = page.nextCursor)) break;
        }
        expect(whole.length).toBeGreaterThan(3);
        expect(pages).toEqual(whole);
      }
    });
  });

  it('gives no table of grades that would mix two versions of the dictionary', async () => {
    const { adverseEventId } = await report({ term: 'chills', grade: 1 });
    await asSuperuser(safety.database, (client) =>
      client.query(
        `set search_path = safety; set session_replication_role = replica;
         update adverse_event set ctcae_version = '5.0' where id = '${adverseEventId}'`,
      ),
    );
    expect(await safety.send(readMaximumGrades, { trialId }, MANAGER)).toMatchObject({
      rejection: { code: 'ctcae-versions-mixed' },
    });
  });

  it('is on record, with its parts', async () => {
    const { intact } = await safety.ask(
      operationsOf('safety').auditVerification,
      {},
      { role: 'administrator', trialId: '', sites: [] },
    );
    expect(intact).toBe(true);
    const trail = await safety.rows<{ actor: string; table_name: string }>(
      `select distinct actor, table_name from audit_entry where table_name like 'data_cut%' order by table_name`,
    );
    expect(trail).toEqual([
      { actor: 'data-manager', table_name: 'data_cut' },
      { actor: 'data-manager', table_name: 'data_cut_part' },
    ]);
  });
});
