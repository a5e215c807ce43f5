import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  assignmentMissed,
  correctResponse,
  listAssignments,
  operationsOf,
  participantConsented,
  participationEnded,
  readAssignment,
  responseCorrected,
  responseSubmitted,
  saveDraft,
  submitResponse,
  visitCancelled,
  visitDone,
  visitMissed,
  visitWindowClosed,
  visitWindowOpened,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { QuestionnaireModule } from '../../../apps/questionnaire/src/questionnaire.module.js';
import { eventually } from '../../support/eventually.js';
import { aContext, BEGINNING, bootService, type BootedService } from '../../support/service.js';

const CLOSES = '2025-03-17T08:00:00.000Z';
const administrator = { role: 'administrator', trialId: '' };
const operations = operationsOf('questionnaire');
const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`i${index + 1}`, 1]));

/** A participant with one visit, as scheduling would tell of it. */
const aVisit = (visitCode = 'W04', siteId = 'UMCU') => ({
  trialId: 'MANUS',
  siteId,
  participantId: randomUUID(),
  visitId: randomUUID(),
  visitCode,
  trialVersion: 1,
});
type AVisit = ReturnType<typeof aVisit>;

const as = (visit: AVisit): Partial<Context> => ({
  actor: `account-${visit.participantId}`,
  role: 'participant',
  participantId: visit.participantId,
  sites: [visit.siteId],
});
const at = ({ trialId, participantId }: AVisit) => ({ trialId, participantId });

describe('questionnaire', () => {
  let service: BootedService;
  let trialsFolder: string;

  beforeAll(async () => {
    trialsFolder = mkdtempSync(join(tmpdir(), 'trials-'));
    // The disability index stays with the participant; pain becomes a form of the site, so that both kinds are here.
    const file = readFileSync('deploy/trials/manus.v1.yaml', 'utf8');
    const changed = file.replace(/(instrument: pain-vas\n\s+answeredBy: )participant/, '$1clinician');
    expect(changed).not.toBe(file);
    writeFileSync(join(trialsFolder, 'manus.v1.yaml'), changed);
    service = await bootService('questionnaire', QuestionnaireModule, { variables: { TRIALS_FOLDER: trialsFolder } });
  }, 60_000);
  afterAll(async () => {
    await service.stop();
    rmSync(trialsFolder, { recursive: true });
  });

  const formsOf = async (visit: AVisit, context: Partial<Context> = {}) =>
    (await service.ask(listAssignments, at(visit), context)).items;
  const formOf = async (visit: AVisit, respondent: 'participant' | 'clinician') => {
    const form = (await formsOf(visit, { sites: [visit.siteId] })).find((found) => found.respondent === respondent);
    if (!form) throw new Error(`no form for the ${respondent}`);
    return form;
  };
  const open = async (visit: AVisit) => {
    await service.hear(visitWindowOpened, { ...visit, closesAt: CLOSES });
    await eventually(async () => expect((await visitRow(visit)).openedAt).not.toBeNull());
  };
  const visitRow = async ({ visitId }: AVisit) =>
    (
      await service.rows<{ openedAt: Date | null; closedAt: Date | null; outcome: string | null }>(
        'select opened_at as "openedAt", closed_at as "closedAt", outcome from visit where id = $1',
        [visitId],
      )
    )[0] ?? { openedAt: null, closedAt: null, outcome: null };
  const answer = async (visit: AVisit, answers: Record<string, unknown> = twenty) => {
    const { assignmentId } = await formOf(visit, 'participant');
    return service.ask(submitResponse, { ...at(visit), assignmentId, language: 'nl', answers }, as(visit));
  };
  const saidOf = async <C extends typeof responseSubmitted | typeof responseCorrected | typeof assignmentMissed>(
    contract: C,
    { participantId }: AVisit,
  ) => (await service.said(contract)).filter((said) => said.participantId === participantId);

  it('has the tables its code speaks of, and no others', async () => {
    const { dataSource } = service.app.get(Transactions, { strict: false });
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  describe('when a window opens', () => {
    it('hands out each form of the visit once, although the news comes twice', async () => {
      const visit = aVisit();
      const opened = { ...visit, closesAt: CLOSES };
      const id = randomUUID();
      await service.hear(visitWindowOpened, opened, { id });
      await service.hear(visitWindowOpened, opened, { id });
      const again = await service.hear(visitWindowOpened, opened);
      await eventually(async () =>
        expect(await service.rows('select 1 from inbox_message where event_id = any ($1)', [[id, again]])).toHaveLength(
          2,
        ),
      );

      expect((await formsOf(visit)).map((form) => [form.assessment, form.respondent, form.status]).sort()).toEqual([
        ['disability', 'participant', 'open'],
        ['pain', 'clinician', 'open'],
      ]);
      expect(await formOf(visit, 'participant')).toMatchObject({
        instrument: 'haq-di',
        instrumentVersion: 'dutch-consensus-2007',
        languages: ['nl'],
        openedAt: BEGINNING,
        closesAt: CLOSES,
      });
    });

    it('shows the participant only the forms they answer, and another site nothing at all', async () => {
      const visit = aVisit();
      await open(visit);
      const rated = await formOf(visit, 'clinician');

      expect((await formsOf(visit, as(visit))).map(({ assessment }) => assessment)).toEqual(['disability']);
      expect(await service.send(listAssignments, at(visit), as(aVisit()))).toMatchObject({
        rejection: { code: 'participant-unknown' },
      });
      expect(await service.send(listAssignments, at(visit), { sites: ['LUMC'] })).toMatchObject({
        rejection: { code: 'participant-unknown' },
      });
      const question = { ...at(visit), assignmentId: rated.assignmentId };
      for (const context of [as(visit), { sites: ['LUMC'] }]) {
        expect(await service.send(readAssignment, question, context)).toMatchObject({
          rejection: { code: 'assignment-unknown' },
        });
      }
    });

    it('pages the forms of a participant in a stable order', async () => {
      const visit = aVisit();
      await open(visit);
      const all = await formsOf(visit);
      const first = await service.ask(listAssignments, { ...at(visit), limit: 1 });
      const second = await service.ask(listAssignments, { ...at(visit), limit: 1, cursor: first.nextCursor ?? '' });

      expect([...first.items, ...second.items]).toEqual(all);
      expect(second.nextCursor).toBeUndefined();
    });

    it('has a list of forms from consent on, empty at first', async () => {
      const visit = aVisit();
      await service.hear(participantConsented, {
        ...at(visit),
        siteId: 'UMCU',
        participantCode: 'UMCU-001',
        trialVersion: 1,
        consentVersion: '1',
        consentedAt: BEGINNING,
        sex: 'female',
        age: 50,
      });
      await eventually(async () => expect(await formsOf(visit)).toEqual([]));
    });
  });

  describe('answering', () => {
    it('keeps response and scores, says so, and shows the participant neither score nor flag', async () => {
      const visit = aVisit();
      await open(visit);
      const reply = await answer(visit);

      expect(reply).toEqual({ responseId: reply.responseId, version: 1, flags: [] });
      expect(await saidOf(responseSubmitted, visit)).toEqual([
        expect.objectContaining({
          responseId: reply.responseId,
          visitCode: 'W04',
          assessment: 'disability',
          instrument: 'haq-di',
          instrumentVersion: 'dutch-consensus-2007',
          algorithm: 'haq-di',
          algorithmVersion: '1',
          language: 'nl',
          scores: { 'haq-di.standard': 1, 'haq-di.alternative': 1 },
          completion: 'complete',
          timing: 'in-window',
          submittedAt: BEGINNING,
        }),
      ]);
      const scores = await service.rows('select * from score where response_id = $1 order by code', [reply.responseId]);
      expect(scores).toHaveLength(2);
      expect(scores[1]).toMatchObject({
        code: 'haq-di.standard',
        value: 1,
        instrument: 'haq-di',
        instrument_version: 'dutch-consensus-2007',
        language: 'nl',
        algorithm: 'haq-di',
        algorithm_version: '1',
        value_set: null,
        direction: 'higher-is-worse',
        answered: 20,
        missing: [],
        imputed: false,
        response_version: 1,
      });
      const [form] = await formsOf(visit, as(visit));
      expect(form).toMatchObject({ status: 'answered', version: 1, submittedAt: BEGINNING });
      expect(form).not.toHaveProperty('scores');
      expect(form).not.toHaveProperty('flags');
    });

    it('hides scores and flags from the participant in the database too, also their own', async () => {
      const visit = aVisit();
      await open(visit);
      await answer(visit, { ...twenty, aids1: ['wheelchair'], i8: 0 });
      const transactions = service.app.get(Transactions, { strict: false });
      const count = (context: Context, table: string) =>
        transactions.read(context, (tx) =>
          tx.query<{ rows: number }>(`select count(*)::int as rows from ${table} where participant_id = $1`, [
            visit.participantId,
          ]),
        );

      for (const table of ['score', 'response_flag']) {
        expect(await count(aContext(as(visit)), table)).toEqual([{ rows: 0 }]);
        expect((await count(aContext(), table))[0]?.rows).toBeGreaterThan(0);
      }
      expect(await count(aContext(as(visit)), 'response')).toEqual([{ rows: 1 }]);
      expect(await count(aContext({ sites: ['LUMC'] }), 'response')).toEqual([{ rows: 0 }]);
    });

    it('shows the site scores and answers once the visit is over, and the data manager at once', async () => {
      const visit = aVisit();
      await open(visit);
      await answer(visit);
      const { assignmentId } = await formOf(visit, 'participant');
      const question = { ...at(visit), assignmentId };

      expect(await service.ask(readAssignment, question)).not.toHaveProperty('scores');
      expect(await service.ask(readAssignment, question)).not.toHaveProperty('answers');
      expect(await service.ask(readAssignment, question, { role: 'data-manager' })).toMatchObject({
        scores: { 'haq-di.standard': 1 },
        answers: twenty,
      });
      await service.hear(visitDone, { ...visit, occurredAt: BEGINNING, position: 'in-window' });
      await eventually(async () =>
        expect(await service.ask(readAssignment, question)).toMatchObject({
          scores: { 'haq-di.standard': 1, 'haq-di.alternative': 1 },
          flags: ['haq-aids-not-stated'],
          answers: twenty,
        }),
      );
      expect(await service.ask(readAssignment, question, as(visit))).not.toHaveProperty('scores');
    });

    it('answers a repeated click with the first answer, and refuses a second response', async () => {
      const visit = aVisit();
      await open(visit);
      const { assignmentId } = await formOf(visit, 'participant');
      const command = { ...at(visit), assignmentId, language: 'nl', answers: twenty };
      const key = randomUUID();
      const click = { ...as(visit), cause: key, idempotency: { scope: 'submit', key, fingerprint: 'same' } };

      const first = await service.ask(submitResponse, command, click);
      expect(await service.ask(submitResponse, command, click)).toEqual(first);
      expect(await service.send(submitResponse, command, as(visit))).toMatchObject({
        rejection: { code: 'already-answered' },
      });
      expect(await saidOf(responseSubmitted, visit)).toHaveLength(1);
    });

    it('lets staff answer its own form, with its scores, and never the form of the participant', async () => {
      const visit = aVisit();
      await open(visit);
      const own = await formOf(visit, 'clinician');
      const theirs = await formOf(visit, 'participant');

      expect(
        await service.send(submitResponse, {
          ...at(visit),
          assignmentId: theirs.assignmentId,
          language: 'nl',
          answers: twenty,
        }),
      ).toMatchObject({ rejection: { code: 'not-your-form' } });
      expect(
        await service.ask(submitResponse, {
          ...at(visit),
          assignmentId: own.assignmentId,
          language: 'en',
          answers: { 'pain.hand.24h.vas': 37.5 },
        }),
      ).toMatchObject({ scores: { 'pain.hand.24h.vas': 37.5 } });
    });

    it('leaves nothing behind when it refuses, and names the item and the rule', async () => {
      const visit = aVisit();
      await open(visit);
      const { assignmentId } = await formOf(visit, 'participant');
      const send = (answers: Record<string, unknown>, language = 'nl') =>
        service.send(submitResponse, { ...at(visit), assignmentId, language, answers }, as(visit));

      expect(await send({ i1: 4 })).toMatchObject({
        rejection: { code: 'answer-out-of-range', field: 'answers.i1', rule: 'the answer lies from 0 to 3' },
      });
      expect(await send({ i1: 'x' })).toMatchObject({ rejection: { code: 'answer-of-wrong-type' } });
      expect(await send({ i99: 1 })).toMatchObject({ rejection: { code: 'item-unknown' } });
      expect(await send({ aids1: ['sledge'] })).toMatchObject({ rejection: { code: 'option-unknown' } });
      expect(await send({ aids1: ['none', 'cane'] })).toMatchObject({ rejection: { code: 'options-contradict' } });
      expect(await send({ other1: ['walking'] })).toMatchObject({ rejection: { code: 'item-not-for-participant' } });
      expect(await send({ i1: null })).toMatchObject({ rejection: { code: 'nothing-answered' } });
      expect(await send(twenty, 'en')).toMatchObject({ rejection: { code: 'language-not-offered' } });

      expect((await formOf(visit, 'participant')).status).toBe('open');
      expect(await service.rows('select 1 from response where assignment_id = $1', [assignmentId])).toEqual([]);
      expect(await saidOf(responseSubmitted, visit)).toEqual([]);
    });

    it('compares with the visit before: a large change is flagged for staff, not for the participant', async () => {
      const before = aVisit('W04');
      await open(before);
      await answer(before, twenty);
      await service.setTime('2025-03-03T09:00:00.000Z');
      const after = { ...aVisit('W08'), participantId: before.participantId };
      await open(after);
      const form = (await formsOf(after)).find(
        ({ visitCode, respondent }) => visitCode === 'W08' && respondent === 'participant',
      );
      const worst = Object.fromEntries(Object.keys(twenty).map((item) => [item, 3]));
      await eventually(async () => {
        const reply = await service.send(
          submitResponse,
          { ...at(after), assignmentId: form?.assignmentId ?? '', language: 'nl', answers: worst },
          as(after),
        );
        expect(reply).toMatchObject({ ok: { flags: [] } });
      });
      expect(
        await service.ask(
          readAssignment,
          { ...at(after), assignmentId: form?.assignmentId ?? '' },
          { role: 'data-manager' },
        ),
      ).toMatchObject({ flags: expect.arrayContaining(['haq-large-change']) });
    });
  });

  describe('saving on the way', () => {
    it('is shown to the participant on any device, to nobody else, and leaves a trail', async () => {
      const visit = aVisit();
      await open(visit);
      const { assignmentId } = await formOf(visit, 'participant');
      const command = { ...at(visit), assignmentId, language: 'nl' };
      expect(await service.ask(saveDraft, { ...command, answers: { i1: 1 } }, as(visit))).toMatchObject({
        assignmentId,
        completion: 'partly',
      });
      await service.ask(saveDraft, { ...command, answers: { i1: 1, i2: 2 } }, as(visit));

      const question = { ...at(visit), assignmentId };
      expect(await service.ask(readAssignment, question, as(visit))).toMatchObject({
        status: 'open',
        answers: { i1: 1, i2: 2 },
      });
      for (const role of ['investigator', 'data-manager'])
        expect(await service.ask(readAssignment, question, { role })).not.toHaveProperty('answers');
      expect(
        await service.rows(`select operation from audit_entry where table_name = 'draft' and row_id = $1 order by id`, [
          assignmentId,
        ]),
      ).toEqual([{ operation: 'insert' }, { operation: 'update' }]);
    });
  });

  describe('when a window closes', () => {
    it('records an unanswered form of the participant as missed, by itself, and takes no answer any more', async () => {
      const visit = aVisit();
      await open(visit);
      const { assignmentId } = await formOf(visit, 'participant');
      await service.hear(visitWindowClosed, visit, { time: CLOSES });

      await eventually(async () => expect((await formOf(visit, 'participant')).status).toBe('missed'));
      expect(await saidOf(assignmentMissed, visit)).toEqual([
        {
          ...at(visit),
          siteId: 'UMCU',
          assignmentId,
          visitId: visit.visitId,
          visitCode: 'W04',
          assessment: 'disability',
          instrument: 'haq-di',
        },
      ]);
      expect(
        await service.send(submitResponse, { ...at(visit), assignmentId, language: 'nl', answers: twenty }, as(visit)),
      ).toMatchObject({ rejection: { code: 'assignment-closed' } });
      expect((await formOf(visit, 'clinician')).status).toBe('open');
    });

    it('expects what staff fill in again when the visit took place after all, in whatever order that is heard', async () => {
      const visit = aVisit();
      await open(visit);
      const place = { ...visit, occurredAt: '2025-03-05T10:00:00.000Z', position: 'in-window' } as const;
      const absence = { ...visit, reason: 'ill' };
      await service.hear(visitMissed, absence);
      await eventually(async () => expect((await formOf(visit, 'clinician')).status).toBe('missed'));
      await service.hear(visitDone, place);
      await eventually(async () => expect((await formOf(visit, 'clinician')).status).toBe('open'));

      const other = aVisit();
      await open(other);
      await service.hear(visitDone, { ...place, ...other });
      await eventually(async () => expect((await visitRow(other)).outcome).toBe('done'));
      const late = await service.hear(visitMissed, { ...absence, ...other });
      await eventually(async () =>
        expect(await service.rows('select 1 from inbox_message where event_id = $1', [late])).toHaveLength(1),
      );
      expect((await formOf(other, 'clinician')).status).toBe('open');
    });

    it('keeps what was saved on the way as a partial response inside the window', async () => {
      const visit = aVisit();
      await open(visit);
      const { assignmentId } = await formOf(visit, 'participant');
      await service.ask(
        saveDraft,
        { ...at(visit), assignmentId, language: 'nl', answers: { i1: 2 }, startedAt: BEGINNING },
        as(visit),
      );
      await service.hear(visitWindowClosed, visit, { time: CLOSES });

      await eventually(async () =>
        expect(await formOf(visit, 'participant')).toMatchObject({
          status: 'answered',
          completion: 'partly',
          timing: 'in-window',
          submittedAt: CLOSES,
          scores: { 'haq-di.standard': null, 'haq-di.alternative': null },
        }),
      );
      expect(await saidOf(responseSubmitted, visit)).toMatchObject([
        { completion: 'partly', scores: { 'haq-di.standard': null } },
      ]);
      expect(await saidOf(assignmentMissed, visit)).toEqual([]);
    });
  });

  describe('news in any order', () => {
    /** What was said before on the same subject has been tried by then. */
    const hearClosingOfAnother = async () => {
      const another = aVisit();
      await open(another);
      await service.hear(visitWindowClosed, another, { time: CLOSES });
      await eventually(async () => expect((await visitRow(another)).closedAt).not.toBeNull());
    };

    it('closes what is handed out only after the closing was heard', async () => {
      const visit = aVisit();
      await service.hear(visitWindowClosed, visit, { time: CLOSES });
      await hearClosingOfAnother();
      expect((await visitRow(visit)).closedAt).toBeNull();
      await service.hear(visitWindowOpened, { ...visit, closesAt: CLOSES });

      await eventually(async () => expect((await formOf(visit, 'participant')).status).toBe('missed'));
      expect(await saidOf(assignmentMissed, visit)).toHaveLength(1);
    });

    it('hands out cancelled what was cancelled before it opened', async () => {
      const visit = aVisit();
      await service.hear(visitCancelled, { ...visit, because: 'withdrawn' });
      await eventually(async () => expect((await visitRow(visit)).outcome).toBe('cancelled'));
      await open(visit);

      expect((await formsOf(visit)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
      await service.hear(visitWindowClosed, visit, { time: CLOSES });
      await eventually(async () => expect((await visitRow(visit)).closedAt).not.toBeNull());
      expect(await saidOf(assignmentMissed, visit)).toEqual([]);
    });

    it('hands out cancelled what opens for somebody who has left', async () => {
      const visit = aVisit();
      const { trialId, siteId, participantId } = visit;
      await service.hear(participationEnded, { trialId, siteId, participantId, as: 'withdrawn', endedAt: BEGINNING });
      await eventually(async () =>
        expect(await service.rows('select 1 from participant where id = $1', [participantId])).toHaveLength(1),
      );
      await open(visit);

      expect((await formsOf(visit)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    });

    it('leaves nothing open when opening and leaving are heard at the same moment', async () => {
      const visits = Array.from({ length: 10 }, () => aVisit());
      for (const visit of visits) {
        const { trialId, siteId, participantId } = visit;
        await Promise.all([
          service.hear(visitWindowOpened, { ...visit, closesAt: CLOSES }),
          service.hear(participationEnded, { trialId, siteId, participantId, as: 'died', endedAt: BEGINNING }),
        ]);
      }
      await eventually(async () =>
        expect(
          await service.rows(
            'select status, count(*)::int as forms from assignment where visit_id = any ($1) group by 1',
            [visits.map(({ visitId }) => visitId)],
          ),
        ).toEqual([{ status: 'cancelled', forms: 20 }]),
      );
    });

    it('cancels what is open when participation ends, and keeps what was answered', async () => {
      const visit = aVisit();
      await open(visit);
      await answer(visit);
      const { trialId, siteId, participantId } = visit;
      await service.hear(participationEnded, { trialId, siteId, participantId, as: 'lost', endedAt: BEGINNING });

      await eventually(async () => expect((await formOf(visit, 'clinician')).status).toBe('cancelled'));
      expect((await formOf(visit, 'participant')).status).toBe('answered');
      const { assignmentId } = await formOf(visit, 'clinician');
      expect(
        await service.send(submitResponse, {
          ...at(visit),
          assignmentId,
          language: 'nl',
          answers: { 'pain.hand.24h.vas': 1 },
        }),
      ).toMatchObject({ rejection: { code: 'assignment-cancelled' } });
    });

    it.each([
      ['before its window opened', true],
      ['after its window opened', false],
    ])('misses the forms of the site, not of the participant, of a visit recorded as missed %s', async (_, first) => {
      const visit = aVisit();
      const miss = async () => {
        await service.hear(visitMissed, { ...visit, reason: 'participant-unable' });
        await eventually(async () => expect((await visitRow(visit)).outcome).toBe('missed'));
      };
      if (first) await miss();
      await open(visit);
      if (!first) await miss();

      expect((await formOf(visit, 'clinician')).status).toBe('missed');
      expect((await formOf(visit, 'participant')).status).toBe('open');
      expect((await saidOf(assignmentMissed, visit)).map(({ assessment }) => assessment)).toEqual(['pain']);
    });
  });

  describe('correcting', () => {
    it('adds a version with its own scores and leaves the earlier one as it was', async () => {
      const visit = aVisit();
      await open(visit);
      const { responseId } = await answer(visit);
      await service.hear(visitDone, { ...visit, occurredAt: BEGINNING, position: 'in-window' });
      await eventually(async () => expect((await visitRow(visit)).outcome).toBe('done'));
      const { assignmentId } = await formOf(visit, 'participant');
      const correction = {
        ...at(visit),
        assignmentId,
        answers: { ...twenty, i1: 3 },
        expectedVersion: 1,
        reason: 'ticked the wrong box',
        requestedOn: '2025-03-03',
      };

      const reply = await service.send(correctResponse, correction);
      expect(reply).toMatchObject({
        ok: { responseId, version: 2, scores: { 'haq-di.standard': 1.25 } },
        etag: '"2"',
      });
      expect(
        await service.rows(
          `select version, answers -> 'i1' ->> 'value' as i1, reason, recorded_by as by, requested_on::text as requested from response where id = $1 order by version`,
          [responseId],
        ),
      ).toEqual([
        { version: 1, i1: '1', reason: null, by: `account-${visit.participantId}`, requested: null },
        { version: 2, i1: '3', reason: 'ticked the wrong box', by: 'investigator-umcu', requested: '2025-03-03' },
      ]);
      expect(
        await service.rows(
          `select response_version as version, value from score where response_id = $1 and code = 'haq-di.standard' order by 1`,
          [responseId],
        ),
      ).toEqual([
        { version: 1, value: 1 },
        { version: 2, value: 1.25 },
      ]);
      expect(await formOf(visit, 'participant')).toMatchObject({ version: 2, scores: { 'haq-di.standard': 1.25 } });
      expect(await saidOf(responseCorrected, visit)).toMatchObject([
        { responseId, responseVersion: 2, scores: { 'haq-di.standard': 1.25 } },
      ]);
    });

    it('is refused at another version, without a written request, by the participant, and when nothing changes', async () => {
      const visit = aVisit();
      await open(visit);
      const { assignmentId } = await formOf(visit, 'participant');
      const correction = {
        ...at(visit),
        assignmentId,
        answers: { ...twenty, i1: 3 },
        expectedVersion: 1,
        reason: 'ticked the wrong box',
        requestedOn: '2025-03-03',
      };
      expect(await service.send(correctResponse, correction)).toMatchObject({
        rejection: { code: 'not-answered-yet' },
      });
      await answer(visit);

      expect(await service.send(correctResponse, { ...correction, expectedVersion: 2 })).toMatchObject({
        rejection: { code: 'version-conflict' },
      });
      const { requestedOn: _requestedOn, ...unasked } = correction;
      expect(await service.send(correctResponse, unasked)).toMatchObject({
        rejection: { code: 'written-request-missing' },
      });
      expect(await service.send(correctResponse, correction, as(visit))).toMatchObject({
        rejection: { code: 'correction-by-site-only' },
      });
      expect(await service.send(correctResponse, { ...correction, answers: twenty })).toMatchObject({
        rejection: { code: 'nothing-changed' },
      });
      expect(await service.send(correctResponse, correction, { sites: ['LUMC'] })).toMatchObject({
        rejection: { code: 'assignment-unknown' },
      });
      expect((await formOf(visit, 'participant')).version).toBe(1);
    });

    it('lets one of two corrections of the same version through', async () => {
      const visit = aVisit();
      await open(visit);
      await answer(visit);
      const { assignmentId } = await formOf(visit, 'participant');
      const replies = await Promise.all(
        [2, 3].map((i1) =>
          service.send(correctResponse, {
            ...at(visit),
            assignmentId,
            answers: { ...twenty, i1 },
            expectedVersion: 1,
            reason: 'ticked the wrong box',
            requestedOn: '2025-03-03',
          }),
        ),
      );
      expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(1);
      expect(
        replies.filter((reply) => 'rejection' in reply && reply.rejection.code === 'version-conflict'),
      ).toHaveLength(1);
    });
  });

  it('goes by the clock when the closing was not heard yet; what staff fills in may be late and is marked', async () => {
    const visit = aVisit();
    await open(visit);
    const own = await formOf(visit, 'participant');
    const rated = await formOf(visit, 'clinician');
    await service.setTime(CLOSES);
    await eventually(async () => {
      const reply = await service.send(
        submitResponse,
        { ...at(visit), assignmentId: own.assignmentId, language: 'nl', answers: { i1: null } },
        as(visit),
      );
      expect(reply).toMatchObject({ rejection: { code: 'assignment-closed' } });
    });
    await service.ask(submitResponse, {
      ...at(visit),
      assignmentId: rated.assignmentId,
      language: 'nl',
      answers: { 'pain.hand.24h.vas': 5 },
    });
    expect(await formOf(visit, 'clinician')).toMatchObject({ status: 'answered', timing: 'late', submittedAt: CLOSES });
  });

  it('parked nothing of all this', async () => {
    const { items } = await service.ask(operations.parkedMessages, {}, administrator);
    expect(items).toEqual([]);
  });
});
