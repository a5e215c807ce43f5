import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { correctSubmission, receiveAcknowledgement, submitRegulatorVersion } from '@trial/contracts';
import { acknowledgement, type CaseReceiver } from '../../support/case-receiver.mjs';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';
import { type CasesOfSafety, OFFICER, stepTo, told } from './cases-of-safety.js';
import { CELLS, disclosed, LOT, type RegulatorDesk } from './regulator.js';
import { BEGINNING, receivedOf, Regulators } from './regulators.js';

describe('what goes to a regulator', () => {
  let regulators: Regulators;
  let accepting: CaseReceiver;
  let rejecting: CaseReceiver;
  let safety: BootedService;
  let cases: CasesOfSafety;
  let desk: RegulatorDesk;
  let folder: string;
  beforeAll(async () => {
    regulators = await Regulators.start();
    ({ accepting, rejecting, safety, cases, desk, folder } = regulators);
  });
  afterAll(() => regulators.stop());

  const later = () => regulators.later();
  const aCase = () => regulators.aCase();

  describe('a submission', () => {
    it('is queued, sent and accepted, and leaves the queue', async () => {
      const opened = await aCase();
      await desk.made(opened, disclosed());
      const queued = await desk.submit(opened, 1, 'ACCEPTS');
      expect(queued).toMatchObject({ receiver: 'ACCEPTS', attempts: [{ number: 1 }] });
      const accepted = await desk.until(opened, 'accepted');
      expect(accepted.attempts).toMatchObject([
        {
          sentAt: BEGINNING,
          contradicted: false,
          answers: [{ transmissionVerdict: 'AA', caseVerdict: 'CA', messages: [] }],
        },
      ]);
      const [taken, ...others] = receivedOf(accepting, opened);
      expect(others).toEqual([]);
      expect(taken).toMatchObject({
        batchId: accepted.attempts[0]?.transmissionId,
        headers: { authorization: 'Bearer of the test', 'idempotency-key': accepted.attempts[0]?.transmissionId },
      });
      expect(taken?.text).toContain(CELLS);
      expect(await safety.rows('select 1 from unblinded.submission_queue')).toEqual([]);
    });

    it('goes to a receiver once for each version', async () => {
      const opened = await aCase();
      await desk.made(opened);
      await desk.submit(opened, 1, 'FOLDER');
      const request = { trialId: 'MANUS', caseId: opened.caseId, number: 1 };
      expect(await safety.send(submitRegulatorVersion, { ...request, receiver: 'FOLDER' }, OFFICER)).toMatchObject({
        rejection: { code: 'already-submitted' },
      });
      expect(await safety.send(submitRegulatorVersion, { ...request, receiver: 'NOBODY' }, OFFICER)).toMatchObject({
        rejection: { code: 'receiver-unknown', field: 'receiver' },
      });
    });

    it('is not made of a version no receiver takes; the refusal repeats nothing of it', async () => {
      await stepTo(safety, BEGINNING);
      const { meddraCode: _code, meddraVersion: _version, ...uncoded } = told();
      const opened = await cases.aCaseOf(uncoded);
      await desk.made(opened, disclosed());
      const request = { trialId: 'MANUS', caseId: opened.caseId, number: 1, receiver: 'ACCEPTS' };
      const reply = await safety.send(submitRegulatorVersion, request, OFFICER);
      expect(reply).toMatchObject({ rejection: { code: 'case-incomplete' } });
      expect(JSON.stringify(reply)).not.toMatch(new RegExp(`${CELLS}|${LOT}`));
    });

    it('is tried again, with the same bytes under the same number, until it is taken', async () => {
      const opened = await aCase();
      await desk.made(opened, disclosed());
      accepting.moods = [503, 'drop', 307, 'stall', 'drop'];
      await desk.submit(opened, 1, 'ACCEPTS');
      await desk.until(opened, 'accepted');
      const taken = receivedOf(accepting, opened);
      expect(taken).toHaveLength(4);
      expect(new Set(taken.map(({ text, batchId }) => `${batchId} ${text}`)).size).toBe(1);
    });

    it('is judged by a receiver that refuses the request with an acknowledgement', async () => {
      const opened = await aCase();
      await desk.made(opened);
      rejecting.moods = ['refusing'];
      await desk.submit(opened, 1, 'REJECTS');
      expect(await desk.until(opened, 'rejected')).toMatchObject({ attempts: [{ answers: [{ caseVerdict: 'CR' }] }] });
      expect(receivedOf(rejecting, opened)).toHaveLength(1);
    });

    it('shows how the last try ended while it is not taken', async () => {
      const opened = await aCase();
      await desk.made(opened);
      await desk.submit(opened, 1, 'NOWHERE');
      await eventually(async () => {
        const [submission] = await desk.submissionsOf(opened);
        expect(submission).toMatchObject({ state: 'queued', attempts: [{ lastTry: 'not reached (ENOENT)' }] });
        expect(submission?.attempts[0]?.tries).toBeGreaterThan(2);
      });
      await safety.rows(`delete from unblinded.submission_queue`);
    });

    it('is laid into a folder whole, under its number, and acknowledged by a file somebody brings', async () => {
      const opened = await aCase();
      await desk.made(opened, disclosed());
      const before = new Set(readdirSync(folder));
      await desk.submit(opened, 1, 'FOLDER');
      const { attempts, submissionId } = await desk.until(opened, 'sent');
      const batchId = attempts[0]?.transmissionId ?? '';
      expect(readdirSync(folder).filter((name) => !before.has(name))).toEqual([`${batchId}.xml`]);
      expect(readFileSync(join(folder, `${batchId}.xml`), 'utf8')).toContain(CELLS);
      const text = acknowledgement({ batchId, reportId: opened.safetyReportId, faults: [] });
      const bring = (file: string) => safety.send(receiveAcknowledgement, { trialId: 'MANUS', text: file }, OFFICER);
      expect(await bring(text)).toMatchObject({ ok: { changed: [submissionId], strangers: [] } });
      expect(await bring(text)).toMatchObject({ ok: { changed: [], strangers: [] } });
      await desk.until(opened, 'accepted');
      const refusal = acknowledgement({ batchId, reportId: opened.safetyReportId, faults: ['On second thoughts'] });
      expect(await bring(refusal)).toMatchObject({ ok: { changed: [submissionId] } });
      expect(await desk.until(opened, 'rejected')).toMatchObject({ attempts: [{ contradicted: true }] });
    });

    it('that is rejected stays to be seen in the words of the receiver, is corrected and sent again', async () => {
      const opened = await aCase();
      await desk.made(opened, disclosed());
      await desk.submit(opened, 1, 'REJECTS');
      const rejected = await desk.until(opened, 'rejected');
      expect(rejected.attempts).toMatchObject([
        {
          answers: [
            {
              transmissionVerdict: 'AE',
              caseVerdict: 'CR',
              messages: ['No product of that name in the list', 'see <G.k.2.2>'],
            },
          ],
        },
      ]);
      await later();
      const amended = { ...disclosed(), narrative: 'The amended narrative.', withdrawal: 'A name was wrong' };
      expect(await desk.made(opened, { ...amended, expectedVersion: 1, kind: 'amendment' })).toBe(2);
      const correction = {
        ...{ trialId: 'MANUS', caseId: opened.caseId, submissionId: rejected.submissionId, number: 2 },
      };
      await safety.ask(correctSubmission, correction, OFFICER);
      const accepted = await desk.until(opened, 'accepted');
      expect(accepted.attempts.map(({ number, state }) => [number, state])).toEqual([
        [1, 'rejected'],
        [2, 'accepted'],
      ]);
      expect(receivedOf(rejecting, opened).map(({ batchId }) => batchId)).toEqual(
        accepted.attempts.map(({ transmissionId }) => transmissionId),
      );
      expect(await safety.send(correctSubmission, correction, OFFICER)).toMatchObject({
        rejection: { code: 'nothing-to-correct' },
      });
      expect(
        await safety.send(correctSubmission, { ...correction, submissionId: randomUUID() }, OFFICER),
      ).toMatchObject({ rejection: { code: 'submission-unknown' } });
    });

    it('corrects with no version that went to this receiver otherwise, and with none before the rejected one', async () => {
      const opened = await aCase();
      await desk.made(opened);
      await desk.submit(opened, 1, 'REJECTS');
      const first = await desk.until(opened, 'rejected');
      await later();
      await desk.made(opened, { expectedVersion: 1, kind: 'follow-up' });
      const { submissionId } = await desk.submit(opened, 2, 'REJECTS');
      await eventually(async () =>
        expect((await desk.submissionsOf(opened)).map(({ state }) => state)).toEqual(['rejected', 'rejected']),
      );
      const at = { trialId: 'MANUS', caseId: opened.caseId };
      const correct = (submission: string, number: number) =>
        safety.send(correctSubmission, { ...at, submissionId: submission, number }, OFFICER);
      const twice = { rejection: { code: 'already-submitted', field: 'number' } };
      expect(await correct(first.submissionId, 2)).toMatchObject(twice);
      await later();
      await desk.made(opened, { expectedVersion: 2, kind: 'follow-up' });
      expect(await correct(submissionId, 3)).toHaveProperty('ok');
      expect(
        await safety.send(submitRegulatorVersion, { ...at, number: 3, receiver: 'REJECTS' }, OFFICER),
      ).toMatchObject(twice);
      await later();
      await desk.made(opened, { expectedVersion: 3, kind: 'follow-up' });
      expect(await correct(first.submissionId, 4)).toHaveProperty('ok');
      await desk.until(opened, 'rejected');
      expect(await correct(first.submissionId, 1)).toMatchObject({
        rejection: { code: 'version-out-of-order', field: 'number' },
      });
    });

    it.each([
      ['FOLDER', 'sent', 'sent'],
      ['NOWHERE', 'queued', 'withdrawn'],
    ])('that nobody answered is sent again for a reason: to %s, when it is %s', async (receiver, state, left) => {
      const opened = await aCase();
      await desk.made(opened);
      await desk.submit(opened, 1, receiver);
      const { submissionId, attempts } = await desk.until(opened, state);
      const again = { trialId: 'MANUS', caseId: opened.caseId, submissionId, number: 1 };
      expect(await safety.send(correctSubmission, again, OFFICER)).toMatchObject({
        rejection: { code: 'nothing-to-correct' },
      });
      const reason = 'The portal lost it';
      const now = await safety.ask(correctSubmission, { ...again, reason }, { ...OFFICER, reason });
      expect(now.attempts.map((attempt) => attempt.state)).toEqual([left, expect.stringMatching(/^(queued|sent)$/)]);
      const batches = now.attempts.map(({ transmissionId }) => transmissionId);
      await eventually(async () =>
        expect((await desk.submissionsOf(opened))[0]).toMatchObject({
          attempts: [{ state: left, tries: 0 }, state === 'sent' ? { state } : { lastTry: 'not reached (ENOENT)' }],
        }),
      );
      expect(batches[0]).toBe(attempts[0]?.transmissionId);
      expect(
        await safety.rows('select distinct reason from unblinded.audit_entry where row_id = $1 and operation = $2', [
          batches[1],
          'insert',
        ]),
      ).toEqual([{ reason }]);
      await safety.rows('delete from unblinded.submission_queue where batch_id = any ($1)', [batches]);
    });

    it('waits while an earlier version has not reached its receiver', async () => {
      const opened = await aCase();
      await desk.made(opened);
      await later();
      await desk.made(opened, { expectedVersion: 1, kind: 'follow-up' });
      await desk.submit(opened, 1, 'NOWHERE');
      await later();
      await desk.submit(opened, 2, 'NOWHERE');
      const stand = async () =>
        (await desk.submissionsOf(opened)).map(({ state, attempts }) => ({ state, tries: attempts[0]?.tries ?? 0 }));
      const [, second] = await eventually(async () => {
        const standing = await stand();
        expect(standing[0]?.tries).toBeGreaterThan(3);
        return standing;
      });
      expect(second).toEqual({ state: 'queued', tries: 0 });
      const views = await desk.submissionsOf(opened);
      expect(views.map(({ attempts }) => attempts[0]?.holdsBack)).toEqual([1, undefined]);
      mkdirSync(join(folder, 'gone'));
      await eventually(async () => expect((await stand()).map(({ state }) => state)).toEqual(['sent', 'sent']));
      rmSync(join(folder, 'gone'), { recursive: true });
    });

    it('is sent when its receiver takes it without a word, and when nobody can read its answer', async () => {
      const opened = await aCase();
      await desk.made(opened);
      const kept = async () => (await safety.rows('select 1 from unblinded.acknowledgement')).length;
      const before = await kept();
      accepting.moods = ['silent'];
      await desk.submit(opened, 1, 'ACCEPTS');
      await desk.until(opened, 'sent');
      expect(await kept()).toBe(before);
      const other = await aCase();
      await desk.made(other);
      accepting.moods = ['garbled'];
      await desk.submit(other, 1, 'ACCEPTS');
      await desk.until(other, 'sent');
      expect(await kept()).toBe(before + 1);
    });

    it('says on its stream that it changed, with ids alone', async () => {
      const opened = await aCase();
      await desk.made(opened, disclosed());
      await desk.submit(opened, 1, 'ACCEPTS');
      const { submissionId, attempts } = await desk.until(opened, 'accepted');
      const events = await safety.rows<{ event: string }>(
        `select event from (select sequence, type, event from unblinded.outbox_archive
                  union select sequence, type, event from unblinded.outbox_message) sent
          where type = $1 and event like $2 order by sequence`,
        ['restricted.unblinded.submission.changed.v1', `%${submissionId}%`],
      );
      expect(events.map(({ event }) => (JSON.parse(event) as { data: object }).data)).toEqual(
        Array(3).fill({
          ...{ trialId: 'MANUS', siteId: 'UMCU', participantId: opened.participantId, submissionId },
          transmissionId: attempts[0]?.transmissionId,
        }),
      );
    });
  });
});
