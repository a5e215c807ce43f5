import {
  answerQuery,
  closeQuery,
  listQueries,
  openQuery,
  queryAnswered,
  queryClosed,
  queryOpened,
  readAdverseEvent,
  reopenQuery,
  reportAdverseEvent,
  reviseAdverseEvent,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety } from './site-of-safety.js';

const MONITOR = { actor: 'monitor', role: 'monitor', organisation: 'the sponsor' };
const DATA_MANAGER = { actor: 'data-manager', role: 'data-manager' };
const NURSE = { actor: 'nurse-umcu', role: 'study-nurse' };
const trialId = 'MANUS';

describe('a query about an adverse event', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-10T08:00:00.000Z' });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  async function anEvent() {
    const participantId = await site.aParticipant();
    const { adverseEventId } = await safety.ask(reportAdverseEvent, {
      ...{ trialId, participantId, term: 'headache', grade: 2, seriousness: [] },
      ...{ onsetOn: '2025-03-03', awareAt: '2025-03-03T07:30:00Z' },
    });
    return { trialId, participantId, adverseEventId };
  }
  type At = Awaited<ReturnType<typeof anEvent>>;
  const ask = (at: At, text = 'Is the grade that of the worst day?', context: object = MONITOR) =>
    safety.ask(openQuery, { ...at, field: 'grade', text }, context);
  const saidOf = async <C extends typeof queryOpened | typeof queryAnswered | typeof queryClosed>(
    contract: C,
    { adverseEventId }: At,
  ) => (await safety.said(contract)).filter((said) => said.adverseEventId === adverseEventId);

  it('is asked, answered, asked again and closed; every word stays, with who, when and what they looked at', async () => {
    const at = await anEvent();
    const before = await safety.ask(readAdverseEvent, at);
    const { queryId } = await ask(at);
    const query = { ...at, queryId };
    await safety.ask(answerQuery, { ...query, text: 'Yes, by the diary.' }, NURSE);
    await safety.ask(reopenQuery, { ...query, text: 'The diary says severe.' }, MONITOR);
    await safety.ask(reviseAdverseEvent, {
      ...{ ...at, grade: 3, awareAt: '2025-03-10T07:00:00Z', expectedVersion: before.version, reason: 'the diary' },
    });
    await safety.ask(answerQuery, { ...query, text: 'Corrected.' });
    const closed = await safety.ask(closeQuery, { ...query, text: 'As in the diary.' }, MONITOR);

    expect(closed).toMatchObject({ field: 'grade', state: 'closed', openerRole: 'monitor', siteId: 'UMCU' });
    expect(
      closed.entries.map(({ act, by, role, text, adverseEventVersion }) => [act, by, role, text, adverseEventVersion]),
    ).toEqual([
      ['opened', 'monitor', 'monitor', 'Is the grade that of the worst day?', 1],
      ['answered', 'nurse-umcu', 'study-nurse', 'Yes, by the diary.', 1],
      ['reopened', 'monitor', 'monitor', 'The diary says severe.', 1],
      ['answered', 'investigator-umcu', 'investigator', 'Corrected.', 2],
      ['closed', 'monitor', 'monitor', 'As in the diary.', 2],
    ]);
    expect(closed.entries.every((entry) => entry.at === '2025-03-10T08:00:00.000Z')).toBe(true);
    const [first, answer, again, second] = closed.entries.map(({ entryId }) => entryId);
    expect(await saidOf(queryOpened, at)).toMatchObject([
      { queryId, askId: first, insufficientAnswerId: null, openerRole: 'monitor', field: 'grade' },
      { queryId, askId: again, insufficientAnswerId: answer },
    ]);
    expect(await saidOf(queryAnswered, at)).toMatchObject([
      { askId: first, answerId: answer },
      { askId: again, answerId: second },
    ]);
    expect(await saidOf(queryClosed, at)).toMatchObject([{ askId: again, answerId: second }]);
    expect(JSON.stringify(await safety.said(queryOpened))).not.toContain('worst day');
  });

  it('changes no data, nor the version of the event', async () => {
    const at = await anEvent();
    const before = await safety.ask(readAdverseEvent, at);
    const { queryId } = await ask(at);
    await safety.ask(answerQuery, { ...at, queryId, text: 'It was.' });
    await safety.ask(closeQuery, { ...at, queryId, text: 'Agreed.' }, MONITOR);
    expect(await safety.ask(readAdverseEvent, at)).toEqual(before);
  });

  it('is closed and opened again by the role that asked alone, and in no other order', async () => {
    const at = await anEvent();
    const { queryId } = await ask(at);
    const query = { ...at, queryId, text: 'Enough.' };
    const refused = (code: string) => ({ rejection: expect.objectContaining({ code }) as object });
    expect(await safety.send(closeQuery, query, DATA_MANAGER)).toMatchObject(refused('not-your-query'));
    expect(await safety.send(reopenQuery, query, MONITOR)).toMatchObject(refused('query-still-open'));
    await safety.ask(closeQuery, query, { ...MONITOR, actor: 'another-monitor' });
    expect(await safety.send(closeQuery, query, MONITOR)).toMatchObject(refused('query-closed'));
    expect(await safety.send(answerQuery, query, NURSE)).toMatchObject(refused('query-not-open'));
    expect(await safety.send(openQuery, { ...at, text: 'Why?' }, NURSE)).toMatchObject(refused('role-not-allowed'));
    expect(await safety.send(answerQuery, query, MONITOR)).toMatchObject(refused('role-not-allowed'));
  });

  it('that several answer at once is answered once', async () => {
    const at = await anEvent();
    const { queryId } = await ask(at);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, each) =>
        safety.send(answerQuery, { ...at, queryId, text: `Answer ${each}` }, NURSE),
      ),
    );
    expect(answers.filter((reply) => 'ok' in reply)).toHaveLength(1);
    const refusals = answers.flatMap((reply) => ('rejection' in reply ? [reply.rejection.code] : []));
    expect(refusals).toEqual(Array.from({ length: 11 }, () => 'query-not-open'));
  });

  it('is about an event at a site the asker sees, in at most a thousand characters', async () => {
    const at = await anEvent();
    const elsewhere = { ...MONITOR, sites: ['UMCN'] };
    const { queryId } = await ask(at);
    expect(await safety.send(openQuery, { ...at, text: 'Why?' }, elsewhere)).toMatchObject({
      rejection: { code: 'adverse-event-unknown' },
    });
    for (const unknown of [
      { context: elsewhere, queryId },
      { context: MONITOR, queryId: at.adverseEventId },
    ])
      expect(
        await safety.send(closeQuery, { ...at, queryId: unknown.queryId, text: 'Enough.' }, unknown.context),
      ).toMatchObject({ rejection: { code: 'query-unknown' } });
    const other = await anEvent();
    expect(await safety.send(closeQuery, { ...other, queryId, text: 'Enough.' }, MONITOR)).toMatchObject({
      rejection: { code: 'query-unknown' },
    });
    for (const text of ['a', 'a'.repeat(1001)])
      expect(await safety.send(openQuery, { ...at, text }, MONITOR)).toMatchObject({
        rejection: { code: 'request-not-readable', field: 'text' },
      });
    expect((await safety.ask(listQueries, { trialId }, elsewhere)).items).toEqual([]);
  });

  it('is found by state, participant and event, page by page', async () => {
    const at = await anEvent();
    const { participantId, adverseEventId } = at;
    const first = await ask(at, 'Is this one?');
    const second = await ask(at, 'Is this another?');
    await safety.ask(answerQuery, { ...at, queryId: first.queryId, text: 'Yes.' });
    const found = async (more: object) =>
      (await safety.ask(listQueries, { trialId, participantId, ...more }, NURSE)).items.map(({ queryId }) => queryId);
    expect((await found({})).sort()).toEqual([first.queryId, second.queryId].sort());
    expect(await found({ state: 'open' })).toEqual([second.queryId]);
    expect(await found({ state: 'answered', adverseEventId })).toEqual([first.queryId]);
    expect(await found({ adverseEventId: participantId })).toEqual([]);
    const page = await safety.ask(listQueries, { trialId, participantId, limit: 1 }, MONITOR);
    const rest = { trialId, participantId, limit: 1, cursor: page.nextCursor ?? '' };
    expect((await safety.ask(listQueries, rest, MONITOR)).items).toHaveLength(1);
  });

  it('cannot be rewritten by the application', async () => {
    const may = await safety.rows<{ table: string; privilege: string }>(
      `select table_name as table, privilege_type as privilege from information_schema.role_table_grants
        where table_schema = 'safety' and table_name = 'query_entry' and grantee = 'safety' order by privilege_type`,
    );
    expect(may.map(({ privilege }) => privilege)).toEqual(['INSERT', 'SELECT']);
  });
});
