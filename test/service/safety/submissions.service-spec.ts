import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addCaseVersion,
  closeExpeditedAssessment,
  correctSubmission,
  listAcknowledgements,
  listRegulatorVersions,
  type makeRegulatorVersion,
  openRegulatorCopy,
  openRegulatorForm,
  operations,
  operationsOf,
  readCase,
  readAcknowledgement,
  readCaseCopy,
  readCaseForm,
  receiveAcknowledgement,
  submitRegulatorVersion,
  type CaseView,
  type RequestOf,
} from '@trial/contracts';
import { instant } from '@trial/kernel';
import { checkFile } from '../../../apps/safety/src/icsr-files/check-file.js';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { acknowledgement, CaseReceiver } from '../../support/case-receiver.mjs';
import { eventually } from '../../support/eventually.js';
import { readPdf } from '../../icsr/read-pdf.js';
import { bootService, type BootedService } from '../../support/service.js';
import { CasesOfSafety, OFFICER, PHYSICIAN, stepTo, told } from './cases-of-safety.js';
import { CELLS, disclosed, LOT, RegulatorDesk } from './regulator.js';

const BEGINNING = '2025-03-03T08:00:00.000Z';
const REFUSAL = 'No product of that name in the list; see <G.k.2.2>';
/** Judged by the clock of the wall: trial time stands long before. */
const faultsIn = (text: string): string[] =>
  checkFile('received.xml', Buffer.from(text), instant('2100-01-01T00:00:00Z'), undefined)
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);

describe('what goes to a regulator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  let accepting: CaseReceiver;
  let rejecting: CaseReceiver;
  let safety: BootedService;
  let cases: CasesOfSafety;
  let desk: RegulatorDesk;
  let minute = 0;

  beforeAll(async () => {
    accepting = await CaseReceiver.start(faultsIn);
    rejecting = await CaseReceiver.start((text) => (text.includes('amended') ? [] : [REFUSAL]));
    const receivers = [
      { kind: 'push', id: 'ACCEPTS', url: accepting.url, authorization: 'Bearer of the test' },
      { kind: 'push', id: 'REJECTS', url: rejecting.url },
      { kind: 'folder', id: 'FOLDER', folder },
      { kind: 'folder', id: 'NOWHERE', folder: join(folder, 'gone') },
    ];
    safety = await bootService('safety', SafetyModule, {
      now: BEGINNING,
      variables: {
        ...{ CASE_PLACEHOLDERS: 'accepted', SUBMISSION_RECEIVERS: JSON.stringify(receivers) },
        ...{ SUBMISSION_RETRY_MS: '200,400', SUBMISSION_TIMEOUT_MS: '500', SUBMISSION_LEASE_MS: '1000' },
      },
    });
    cases = new CasesOfSafety(safety);
    desk = new RegulatorDesk(safety);
  });
  afterAll(async () => {
    await safety.stop();
    await Promise.all([accepting.stop(), rejecting.stop()]);
    rmSync(folder, { recursive: true });
  });

  const later = () => stepTo(safety, `2025-03-04T09:${String(minute++).padStart(2, '0')}:00.000Z`);
  const aCase = async (): Promise<CaseView> => {
    await stepTo(safety, BEGINNING);
    return cases.aCase();
  };
  const receivedOf = (receiver: CaseReceiver, { safetyReportId }: CaseView) =>
    receiver.received.filter(({ reportId }) => reportId === safetyReportId);

  describe('a version for the regulator', () => {
    it('says what was given, to nobody but the officer who opens it, and that is on record', async () => {
      const opened = await aCase();
      expect(await desk.made(opened, disclosed())).toBe(1);
      const copy = await desk.copyOf(opened, 1);
      expect(copy.text).toContain(CELLS);
      expect(copy.text).toContain(LOT);
      expect(faultsIn(copy.text)).toEqual([]);
      const again = await desk.copyOf(opened, 1);
      expect([again.text, again.sha256]).toEqual([copy.text, copy.sha256]);
      expect(
        await safety.rows('select opened_by, reason from unblinded.copy_opening where case_id = $1', [opened.caseId]),
      ).toEqual(Array(2).fill({ opened_by: 'pharmacovigilance-officer', reason: 'to be read before it leaves' }));
      const blinded = await safety.ask(readCaseCopy, { trialId: 'MANUS', caseId: opened.caseId, number: 1 }, PHYSICIAN);
      expect(blinded.text).not.toMatch(new RegExp(`${CELLS}|${LOT}`));
    });

    it('is a form too, which says what was given to the officer alone, and that is on record', async () => {
      const opened = await aCase();
      await desk.made(opened, disclosed());
      const { openingId, base64, ...form } = await desk.formOf(opened, 1);
      const bytes = Buffer.from(base64, 'base64');
      expect(form).toEqual({
        ...{ fileName: `${opened.safetyReportId}-regulator-1.pdf`, mediaType: 'application/pdf' },
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      const textOf = ({ pages }: Awaited<ReturnType<typeof readPdf>>) =>
        pages.flatMap(({ elements, stamps }) => [stamps, ...elements.map(({ text }) => text)]).join(' ');
      const shown = textOf(await readPdf(bytes));
      expect([shown.includes('Example cells'), shown.includes(LOT)]).toEqual([true, false]);
      expect(shown).toContain('FOR THE AUTHORITY ALONE, MAY CONTAIN UNBLINDED INFORMATION');
      expect(shown).not.toContain('DRAFT');
      expect((await desk.formOf(opened, 1)).sha256).toBe(form.sha256);
      expect(
        await safety.rows('select opened_by, reason from unblinded.copy_opening where id = $1', [openingId]),
      ).toEqual([{ opened_by: 'pharmacovigilance-officer', reason: 'to be printed for the file' }]);

      const blinded = await safety.ask(readCaseForm, { trialId: 'MANUS', caseId: opened.caseId, number: 1 }, PHYSICIAN);
      const read = textOf(await readPdf(Buffer.from(blinded.base64, 'base64')));
      expect([read.includes('Example cells'), read.includes('Blinded: ')]).toEqual([false, true]);
    });

    it('is no form where the file would be too large for an answer, whatever was given', async () => {
      const opened = await aCase();
      await desk.made(opened, { ...disclosed(), narrative: '漢'.repeat(10_000) });
      const asked = { trialId: 'MANUS', caseId: opened.caseId, number: 1, reason: 'to be printed' };
      expect(await safety.send(openRegulatorForm, asked, OFFICER)).toMatchObject({
        rejection: { code: 'case-form-too-large', rule: 'a form has at most 187500 bytes' },
      });
    });

    it('is blinded while nobody has opened the code, and says that it is', async () => {
      const opened = await aCase();
      await desk.made(opened);
      expect((await desk.copyOf(opened, 1)).text).toContain('Blinded: ');
    });

    it('is made for unblinded roles only', () => {
      const named = operations.filter(
        ({ service, route }) => service === 'unblinded' && /\/(cases|acknowledgements)\b/.test(route),
      );
      expect(named).toHaveLength(10);
      expect([...new Set(named.flatMap(({ roles }) => roles))]).toEqual(['pharmacovigilance-officer']);
    });

    it.each<[string, Partial<RequestOf<typeof makeRegulatorVersion>>]>([
      ['version-out-of-order', { kind: 'follow-up' }],
      ['disclosure-missing', { product: { name: 'Example cells' } }],
      ['case-unknown', { basedOn: 2 }],
      ['case-unknown', { caseId: randomUUID() }],
      ['version-conflict', { expectedVersion: 1 }],
      ['received-in-future', { receivedOn: '2025-03-04' }],
    ])('is refused with %s', async (code, more) => {
      const opened = await aCase();
      expect(await desk.make(opened, more)).toMatchObject({ rejection: { code } });
      expect(
        await safety.rows('select 1 from unblinded.regulator_version where case_id = $1', [opened.caseId]),
      ).toEqual([]);
    });

    it('is the initial one once, and one of two that are made at once', async () => {
      const opened = await aCase();
      const replies = await Promise.all([desk.make(opened), desk.make(opened)]);
      expect(
        replies.map((reply) => ('ok' in reply ? 'made' : 'rejection' in reply && reply.rejection.code)).sort(),
      ).toEqual(['made', 'version-conflict']);
      await later();
      expect(await desk.make(opened, { expectedVersion: 1 })).toMatchObject({
        rejection: { code: 'version-out-of-order' },
      });
      expect(await desk.make(opened, { expectedVersion: 1, kind: 'amendment' })).toMatchObject({
        rejection: { code: 'reason-missing' },
      });
    });

    it('discloses what was disclosed before, by the same disclosure, and is never made from less than was known', async () => {
      const opened = await aCase();
      const told = disclosed();
      await desk.made(opened, told);
      await later();
      const at = { trialId: 'MANUS', caseId: opened.caseId };
      const more = { kind: 'follow-up' as const, receivedOn: '2025-03-04', reason: 'more is known' };
      await safety.ask(addCaseVersion, { ...at, expectedVersion: 1, ...more }, { ...PHYSICIAN, reason: more.reason });
      expect(await desk.made(opened, { basedOn: 2, expectedVersion: 1, kind: 'follow-up' })).toBe(2);
      const { text } = await desk.copyOf(opened, 2);
      expect([text.includes(CELLS), text.includes(LOT)]).toEqual([true, true]);
      const { versions } = await safety.ask(listRegulatorVersions, at, OFFICER);
      expect(versions.map(({ disclosureId }) => disclosureId)).toEqual(Array(2).fill(told.disclosureId));
      await later();
      expect(await desk.make(opened, { basedOn: 1, expectedVersion: 2, kind: 'follow-up' })).toMatchObject({
        rejection: { code: 'version-out-of-order', field: 'basedOn' },
      });
    });

    it('is of one site: an officer of another knows neither case nor version', async () => {
      const opened = await aCase();
      await desk.made(opened);
      const elsewhere = { ...OFFICER, sites: ['LUMC'] };
      const at = { trialId: 'MANUS', caseId: opened.caseId };
      const asked = [
        safety.send(listRegulatorVersions, at, elsewhere),
        safety.send(openRegulatorCopy, { ...at, number: 1, reason: 'curious' }, elsewhere),
        safety.send(openRegulatorForm, { ...at, number: 1, reason: 'curious' }, elsewhere),
        safety.send(submitRegulatorVersion, { ...at, number: 1, receiver: 'FOLDER' }, elsewhere),
      ];
      for (const reply of await Promise.all(asked))
        expect(reply).toMatchObject({ rejection: { code: 'case-unknown' } });
    });
  });

  describe('a case that turns out to be placebo', () => {
    /** All the blinded can ask about a case, and all that is kept of it on their side. */
    const blindedSide = async ({ caseId, adverseEventId }: CaseView): Promise<string> => {
      const at = { trialId: 'MANUS', caseId };
      return JSON.stringify([
        await safety.ask(readCase, at, PHYSICIAN),
        await safety.ask(readCaseCopy, { ...at, number: 1 }, PHYSICIAN),
        await safety.rows('select * from case_version where case_id = $1', [caseId]),
        await safety.rows('select * from audit_entry where row_id like $1 order by id', [`%${caseId}%`]),
        await safety.rows('select * from adverse_event where id = $1', [adverseEventId]),
        await safety.rows(`select count(*) from outbox_archive`),
        await safety.rows(`select count(*) from audit_entry`),
      ]);
    };

    it('is nullified for the regulator and leaves the side of the blinded as it was, byte by byte', async () => {
      const opened = await aCase();
      await eventually(async () => expect(await safety.rows('select 1 from outbox_message')).toEqual([]));
      const before = await blindedSide(opened);
      await desk.made(opened);
      await desk.submit(opened, 1, 'ACCEPTS');
      await desk.until(opened, 'accepted');
      await later();
      const withdrawal = 'The participant was given the vehicle';
      const next = { expectedVersion: 1, kind: 'nullification' as const, withdrawal, receivedOn: '2025-03-04' };
      expect(await desk.made(opened, next)).toBe(2);
      await desk.submit(opened, 2, 'ACCEPTS');
      await eventually(async () =>
        expect((await desk.submissionsOf(opened)).map(({ state }) => state)).toEqual(['accepted', 'accepted']),
      );
      const [, last] = receivedOf(accepting, opened);
      expect(last?.text).toContain(withdrawal);
      const { versions } = await safety.ask(
        listRegulatorVersions,
        { trialId: 'MANUS', caseId: opened.caseId },
        OFFICER,
      );
      expect(versions).toMatchObject([{ kind: 'initial' }, { kind: 'nullification', withdrawal }]);
      expect(await blindedSide(opened)).toBe(before);
      await later();
      expect(await desk.make(opened, { expectedVersion: 2, kind: 'follow-up' })).toMatchObject({
        rejection: { code: 'case-nullified' },
      });
      // For the blinded it goes on.
      const more = { kind: 'follow-up' as const, receivedOn: '2025-03-04', reason: 'more is known' };
      await safety.ask(
        addCaseVersion,
        { trialId: 'MANUS', caseId: opened.caseId, expectedVersion: 1, ...more },
        { ...PHYSICIAN, reason: more.reason },
      );
    });
  });

  it('is nothing operations could count', async () => {
    const administrator = { actor: 'administrator', role: 'administrator' };
    const { progress, auditVerification } = operationsOf('unblinded');
    const looks = async () => [
      await safety.ask(progress, {}, administrator),
      await safety.ask(auditVerification, {}, administrator),
    ];
    const sentAll = () =>
      eventually(async () => expect(await safety.rows('select 1 from unblinded.outbox_message')).toEqual([]));
    const opened = await aCase();
    const { participantId, adverseEventId } = opened;
    await sentAll();
    const before = await looks();
    await desk.made(opened, disclosed());
    await desk.submit(opened, 1, 'ACCEPTS');
    await desk.until(opened, 'accepted');
    await sentAll();
    expect(await looks()).toEqual(before);
    expect(before[1]).toEqual({ intact: true, findings: [] });
    const closing = { trialId: 'MANUS', participantId, adverseEventId, clock: 'susar-other', reason: 'answered' };
    await safety.ask(closeExpeditedAssessment, closing, OFFICER);
    await sentAll();
    const { sent } = await safety.ask(progress, {}, administrator);
    expect(sent.map(({ sequence, type }) => [sequence, type])).toEqual([[1, 'safety.expedited-assessment.closed.v1']]);
  });

  describe('at rest', () => {
    it('has nothing in clear of what was given, why it was withdrawn, or what the receiver said', async () => {
      const opened = await aCase();
      await desk.made(opened, disclosed());
      await desk.submit(opened, 1, 'REJECTS');
      const { submissionId } = await desk.until(opened, 'rejected');
      const correction = { trialId: 'MANUS', caseId: opened.caseId, submissionId, number: 1 };
      const corrected = await safety.ask(correctSubmission, correction, OFFICER);
      const hashes = corrected.attempts.map(({ sha256 = '' }) => sha256);
      expect(hashes.map((hash) => hash.length)).toEqual([64, 64]);
      await later();
      const withdrawal = 'given the vehicle after all';
      await desk.made(opened, { expectedVersion: 1, kind: 'nullification', withdrawal, receivedOn: '2025-03-04' });
      const tables = await safety.rows<{ name: string }>(
        `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('safety', 'unblinded')`,
      );
      expect(tables.length).toBeGreaterThan(30);
      for (const { name } of tables) {
        const rows = await safety.rows<{ row: string }>(`select to_jsonb(kept)::text as row from ${name} kept`);
        const text = rows.map(({ row }) => row).join('\n');
        for (const secret of [
          CELLS,
          LOT,
          withdrawal,
          'No product of that name',
          'injection of example cells',
          ...hashes,
        ])
          for (const spelling of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')])
            expect([name, text.includes(spelling)]).toEqual([name, false]);
      }
    });
  });

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

  describe('an acknowledgement', () => {
    const listed = async (acknowledgementId: string) => {
      const { items } = await safety.ask(listAcknowledgements, { trialId: 'MANUS', limit: 200 }, OFFICER);
      return items.filter((item) => item.acknowledgementId === acknowledgementId);
    };
    const toLookAt = async (acknowledgementId: string) => {
      const view = await safety.ask(readAcknowledgement, { trialId: 'MANUS', acknowledgementId }, OFFICER);
      const { text: _text, cutOff: _cutOff, ...summary } = view;
      expect(await listed(acknowledgementId)).toEqual([summary]);
      return view;
    };
    it.each([
      ['no XML', 'accepted', 'file/not-well-formed'],
      ['another message', '<MCCI_IN200100UV01 xmlns="urn:hl7-org:v3"/>', 'file/unknown-message'],
      ['no batch', '<MCCI_IN200101UV01 xmlns="urn:hl7-org:v3"/>', 'ACK.A.1/required'],
    ])('that is %s is refused', async (_, text, rule) => {
      const reply = await safety.send(receiveAcknowledgement, { trialId: 'MANUS', text }, OFFICER);
      expect(reply).toMatchObject({
        rejection: { code: 'acknowledgement-not-readable', rule: expect.stringContaining(rule) as string },
      });
    });

    it.each([randomUUID(), 'A-NUMBER-OF-SOMEBODY-ELSE'])(
      'of an unknown batch is kept and told: %s',
      async (batchId) => {
        const text = acknowledgement({ batchId, reportId: 'NL-OTHER-1', faults: [] });
        const reply = await safety.ask(receiveAcknowledgement, { trialId: 'MANUS', text }, OFFICER);
        expect(reply).toMatchObject({ changed: [], strangers: [batchId] });
        const receipts = await safety.rows<{ kept: string }>(
          'select to_jsonb(kept)::text as kept from unblinded.command_receipt kept',
        );
        const ofIt = receipts.filter(({ kept }) => kept.includes(reply.acknowledgementId));
        expect(ofIt.map(({ kept }) => kept.includes(batchId))).toEqual([false]);
        expect(
          await safety.rows('select came, received_by from unblinded.acknowledgement where id = $1', [
            reply.acknowledgementId,
          ]),
        ).toEqual([{ came: 'file', received_by: 'pharmacovigilance-officer' }]);
        expect(await toLookAt(reply.acknowledgementId)).toMatchObject({
          ...{ came: 'file', reading: 'strangers', strangers: [batchId], text, cutOff: false },
          receivedBy: 'pharmacovigilance-officer',
        });
      },
    );

    it('that came to another site than its sending waits at is one to look at there, and understood at its own', async () => {
      const opened = await aCase();
      await desk.made(opened);
      await desk.submit(opened, 1, 'FOLDER');
      const { attempts } = await desk.until(opened, 'sent');
      const batchId = attempts[0]?.transmissionId ?? '';
      const text = acknowledgement({ batchId, reportId: opened.safetyReportId, faults: [] });
      const brought = { trialId: 'MANUS', text };
      const elsewhere = await safety.ask(receiveAcknowledgement, brought, { ...OFFICER, sites: ['LUMC'] });
      expect(await toLookAt(elsewhere.acknowledgementId)).toMatchObject({ strangers: [batchId], text });
      const here = await safety.ask(receiveAcknowledgement, brought, OFFICER);
      expect(await listed(here.acknowledgementId)).toEqual([]);
    });

    it('that nobody can read is kept once, whether the file was taken or not, and shown to the officer', async () => {
      const opened = await aCase();
      await desk.made(opened);
      const before = await safety.rows<{ id: string }>('select id from unblinded.acknowledgement');
      accepting.moods = ['page', 'page'];
      await desk.submit(opened, 1, 'ACCEPTS');
      await desk.until(opened, 'accepted');
      const [kept, verdict, ...more] = await safety.rows<{ id: string }>(
        'select id from unblinded.acknowledgement where not id = any ($1) order by reading desc',
        [before.map(({ id }) => id)],
      );
      expect(more).toEqual([]);
      expect(await toLookAt(kept?.id ?? '')).toMatchObject({
        ...{ came: 'answer', reading: 'unreadable', strangers: [], broken: 'file/not-well-formed' },
        ...{ text: 'No such service; example cells', receivedBy: 'service:unblinded' },
      });
      expect(await listed(verdict?.id ?? '')).toEqual([]);
      const unknown = { trialId: 'MANUS', acknowledgementId: randomUUID() };
      expect(await safety.send(readAcknowledgement, unknown, OFFICER)).toMatchObject({
        rejection: { code: 'acknowledgement-unknown' },
      });
    });
  });
});
