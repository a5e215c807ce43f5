import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import {
  correctResponse,
  operationsOf,
  readAssignment,
  responseCorrected,
  responseSubmitted,
  saveDraft,
  submitResponse,
  visitDone,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { QuestionnaireModule } from '../../../apps/questionnaire/src/questionnaire.module.js';
import { eventually } from '../../support/eventually.js';
import { aContext, BEGINNING, bootService, type BootedService } from '../../support/service.js';
import { as, at, aVisit, bothKindsFolder, Respondents, twenty } from './respondents.js';

const administrator = { role: 'administrator', trialId: '' };
const operations = operationsOf('questionnaire');
const CORRECTED = {
  answers: { ...twenty, i1: 3 },
  expectedVersion: 1,
  reason: 'ticked the wrong box',
  requestedOn: '2025-03-03',
};

describe('answers to forms', () => {
  let service: BootedService;
  let people: Respondents;
  let trialsFolder: string;
  beforeAll(async () => {
    trialsFolder = bothKindsFolder();
    service = await bootService('questionnaire', QuestionnaireModule, { variables: { TRIALS_FOLDER: trialsFolder } });
    people = new Respondents(service);
  });
  afterAll(async () => {
    await service.stop();
    rmSync(trialsFolder, { recursive: true });
  });

  describe('answering', () => {
    it('keeps response and scores, says so, and shows the participant neither score nor flag', async () => {
      const visit = aVisit();
      await people.open(visit);
      const reply = await people.answer(visit);

      expect(reply).toEqual({ responseId: reply.responseId, version: 1, flags: [] });
      expect(await people.saidOf(responseSubmitted, visit)).toEqual([
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
      const [form] = await people.formsOf(visit, as(visit));
      expect(form).toMatchObject({ status: 'answered', version: 1, submittedAt: BEGINNING });
      expect(form).not.toHaveProperty('scores');
      expect(form).not.toHaveProperty('flags');
    });

    it('hides scores and flags from the participant in the database too, also their own', async () => {
      const visit = aVisit();
      await people.open(visit);
      await people.answer(visit, { ...twenty, aids1: ['wheelchair'], i8: 0 });
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
      await people.open(visit);
      await people.answer(visit);
      const { assignmentId } = await people.formOf(visit, 'participant');
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
      await people.open(visit);
      const { assignmentId } = await people.formOf(visit, 'participant');
      const command = { ...at(visit), assignmentId, language: 'nl', answers: twenty };
      const key = randomUUID();
      const click = { ...as(visit), cause: key, idempotency: { scope: 'submit', key, fingerprint: 'same' } };

      const first = await service.ask(submitResponse, command, click);
      expect(await service.ask(submitResponse, command, click)).toEqual(first);
      expect(await service.send(submitResponse, command, as(visit))).toMatchObject({
        rejection: { code: 'already-answered' },
      });
      expect(await people.saidOf(responseSubmitted, visit)).toHaveLength(1);
    });

    it('lets staff answer its own form, with its scores, and never the form of the participant', async () => {
      const visit = aVisit();
      await people.open(visit);
      const own = await people.formOf(visit, 'clinician');
      const theirs = await people.formOf(visit, 'participant');

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
      await people.open(visit);
      const { assignmentId } = await people.formOf(visit, 'participant');
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

      expect((await people.formOf(visit, 'participant')).status).toBe('open');
      expect(await service.rows('select 1 from response where assignment_id = $1', [assignmentId])).toEqual([]);
      expect(await people.saidOf(responseSubmitted, visit)).toEqual([]);
    });

    it('compares with the visit before: a large change is flagged for staff, not for the participant', async () => {
      const before = aVisit('W04');
      await people.open(before);
      await people.answer(before, twenty);
      await service.setTime('2025-03-03T09:00:00.000Z');
      const after = { ...aVisit('W08'), participantId: before.participantId };
      await people.open(after);
      const form = (await people.formsOf(after)).find(
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
      await people.open(visit);
      const { assignmentId } = await people.formOf(visit, 'participant');
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

  describe('correcting', () => {
    it('adds a version with its own scores and leaves the earlier one as it was', async () => {
      const visit = aVisit();
      await people.open(visit);
      const { responseId } = await people.answer(visit);
      await service.hear(visitDone, { ...visit, occurredAt: BEGINNING, position: 'in-window' });
      await eventually(async () => expect((await people.visitRow(visit)).outcome).toBe('done'));
      const { assignmentId } = await people.formOf(visit, 'participant');
      const correction = { ...at(visit), assignmentId, ...CORRECTED };

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
      expect(await people.formOf(visit, 'participant')).toMatchObject({
        version: 2,
        scores: { 'haq-di.standard': 1.25 },
      });
      expect(await people.saidOf(responseCorrected, visit)).toMatchObject([
        { responseId, responseVersion: 2, scores: { 'haq-di.standard': 1.25 } },
      ]);
    });

    it('is refused at another version, without a written request, by the participant, and when nothing changes', async () => {
      const visit = aVisit();
      await people.open(visit);
      const { assignmentId } = await people.formOf(visit, 'participant');
      const correction = { ...at(visit), assignmentId, ...CORRECTED };
      expect(await service.send(correctResponse, correction)).toMatchObject({
        rejection: { code: 'not-answered-yet' },
      });
      await people.answer(visit);

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
      expect((await people.formOf(visit, 'participant')).version).toBe(1);
    });

    it('lets one of two corrections of the same version through', async () => {
      const visit = aVisit();
      await people.open(visit);
      await people.answer(visit);
      const { assignmentId } = await people.formOf(visit, 'participant');
      const replies = await Promise.all(
        [2, 3].map((i1) =>
          service.send(correctResponse, { ...at(visit), assignmentId, ...CORRECTED, answers: { ...twenty, i1 } }),
        ),
      );
      expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(1);
      expect(
        replies.filter((reply) => 'rejection' in reply && reply.rejection.code === 'version-conflict'),
      ).toHaveLength(1);
    });
  });

  it('parked nothing of all this', async () => {
    const { items } = await service.ask(operations.parkedMessages, {}, administrator);
    expect(items).toEqual([]);
  });
});
