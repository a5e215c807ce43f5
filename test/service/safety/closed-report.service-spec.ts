import {
  blindedRoles,
  makeDataCut,
  readClosedReport,
  readClosedReportFile,
  reportAdverseEvent,
  type ClosedReport,
  type OperationReply,
  type OperationRequest,
} from '@trial/contracts';
import { readArmsForReport } from '@trial/contracts/restricted';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { SiteOfSafety } from './site-of-safety.js';

const trialId = 'MANUS';
const MANAGER = { actor: 'data-manager', role: 'data-manager', organisation: 'sponsor', sites: ['UMCU'] };
const DSMB = { actor: 'dsmb-statistician', role: 'dsmb-statistician', organisation: 'board', sites: ['UMCU'] };
const TOLD = 'ARM-OF-THE-VAULT';

describe('the closed report', () => {
  let safety: BootedService;
  let dataCutId: string;
  const people: string[] = [];
  /** What the vault was asked, and what it answers. */
  const asked: OperationRequest[] = [];
  let answer: (request: OperationRequest) => OperationReply;

  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
    const site = new SiteOfSafety(safety);
    while (people.length < 3) people.push(await site.aParticipant());
    for (const [index, grade] of ([1, 3] as const).entries())
      await safety.ask(reportAdverseEvent, {
        ...{ trialId, participantId: people[index] ?? '', term: 'chills', grade, seriousness: [] },
        ...{ onsetOn: '2025-02-20', awareAt: '2025-03-03T07:30:00Z' },
      });
    ({ dataCutId } = await safety.ask(
      makeDataCut,
      { trialId, purpose: 'safety-board', reason: 'first look' },
      MANAGER,
    ));
    safety.nats.subscribe(readArmsForReport.subject, {
      callback: (_, message) => {
        const request = message.json<OperationRequest>();
        asked.push(request);
        message.respond(JSON.stringify(answer(request)));
      },
    });
    await safety.nats.flush();
  });
  afterAll(() => safety.stop());
  beforeEach(() => {
    asked.length = 0;
    answer = () => ({
      ok: {
        items: people.map((participantId, i) => ({ participantId, arm: i === 0 ? `${TOLD}-2` : `${TOLD}-1` })),
        coded: true,
        arms: 2,
      },
    });
  });

  const read = (context = {}): Promise<ClosedReport> =>
    safety.ask(readClosedReport, { trialId, dataCutId }, { ...DSMB, ...context });

  it('shows a cut by arm: who has which grade, how many in all, and which cut it is', async () => {
    const report = await read();
    expect(report).toMatchObject({ dataCutId, coded: true, untilDay: 84, ctcaeVersion: '4.03', sites: ['UMCU'] });
    expect(report.sha256).toMatch(/^[0-9a-f]{64}$/);
    const overall = report.arms.map(({ arm, participants, grades }) => {
      const { grade0, grade1, grade3 } =
        grades.find(({ organClass, related }) => organClass === 'overall' && !related) ?? {};
      return { arm, participants, grade0, grade1, grade3 };
    });
    expect(overall).toEqual([
      { arm: `${TOLD}-1`, participants: 2, grade0: 1, grade1: 0, grade3: 1 },
      { arm: `${TOLD}-2`, participants: 1, grade0: 0, grade1: 1, grade3: 0 },
    ]);
    expect(report.arms.map(({ localToxicity }) => localToxicity?.notAssessed)).toEqual([2, 1]);
    expect(await read()).toEqual(report);
  });

  it('is a file, too: a line for each arm and class, or a page that says what it is', async () => {
    const file = (name: 'closed-report.csv' | 'closed-report.html') =>
      safety.ask(readClosedReportFile, { trialId, dataCutId, file: name }, DSMB);
    const { text, fileName, mediaType } = await file('closed-report.csv');
    expect([fileName, mediaType]).toEqual(['MANUS-2025-03-03-closed-report.csv', 'text/csv']);
    expect(text.split('\r\n').filter((line) => line.includes(',Overall,all'))).toEqual([
      `${TOLD}-1,Overall,all,1,0,0,1,0,0,0,2`,
      `${TOLD}-2,Overall,all,0,1,0,0,0,0,0,1`,
    ]);
    const page = await file('closed-report.html');
    expect(page.text).toContain('Letters stand for the arms. Not for anybody who is blinded.');
    expect(page.text).toContain(`<th>${TOLD}-1</th>`);
    expect(page.text).not.toMatch(/<script|src=|href=/);
    expect(await safety.send(readClosedReportFile, { trialId, dataCutId, file: 'closed-report.csv' }, MANAGER)).toEqual(
      {
        rejection: { code: 'role-not-allowed', details: {} },
      },
    );
  });

  it('asks the vault under the rights of the reader, for this cut', async () => {
    await read({ reason: 'query:read-closed-report' });
    expect(asked).toEqual([
      {
        request: { trialId, dataCutId, report: 'closed-report' },
        context: expect.objectContaining({ ...DSMB, trialId, reason: 'query:read-closed-report' }) as object,
      },
    ]);
  });

  it('keeps no arm anywhere', async () => {
    await read();
    const tables = await safety.rows<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('safety', 'unblinded')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    const holding = await asSuperuser(safety.database, async (client) => {
      const found = [];
      for (const { name } of tables) {
        const { rowCount } = await client.query(
          `select 1 from (select row_to_json(one)::text as whole from ${name} one) as rows where whole like '%${TOLD}%' limit 1`,
        );
        if (rowCount) found.push(name);
      }
      return found;
    });
    expect(holding).toEqual([]);
  });

  it.each(blindedRoles)('is not for the %s, and the vault is not asked', async (role) => {
    expect(await safety.send(readClosedReport, { trialId, dataCutId }, { ...DSMB, role })).toEqual({
      rejection: { code: 'role-not-allowed', details: {} },
    });
    expect(asked).toEqual([]);
  });

  it('of a cut with a site the reader may not see is unknown, and the vault is not asked', async () => {
    expect(await safety.send(readClosedReport, { trialId, dataCutId }, { ...DSMB, sites: ['UMCN'] })).toMatchObject({
      rejection: { code: 'data-cut-unknown' },
    });
    expect(asked).toEqual([]);
  });

  it('passes on what the vault refuses', async () => {
    answer = () => ({ rejection: { code: 'database-not-locked', rule: 'not yet', details: {} } });
    expect(await safety.send(readClosedReport, { trialId, dataCutId }, { ...DSMB, role: 'list-statistician' })).toEqual(
      {
        rejection: { code: 'database-not-locked', rule: 'not yet', details: {} },
      },
    );
  });

  it('is not given without those the vault does not know, nor when it breaks', async () => {
    answer = () => ({ ok: { items: [{ participantId: people[0], arm: TOLD }], coded: true, arms: 1 } });
    expect(await safety.send(readClosedReport, { trialId, dataCutId }, DSMB)).toMatchObject({
      rejection: { code: 'not-allocated' },
    });
    answer = () => ({ fault: true });
    expect(await safety.send(readClosedReport, { trialId, dataCutId }, DSMB)).toEqual({ fault: true });
  });
});
