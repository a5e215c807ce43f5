import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  correctSubmission,
  listAcknowledgements,
  listRegulatorVersions,
  listSubmissionDuties,
  readAcknowledgement,
  receiveAcknowledgement,
} from '@trial/contracts';
import { Cipher } from '@trial/encryption';
import { Transactions } from '@trial/persistence';
import { ClaimedKey } from '../../../apps/safety/src/unblinded/sealing/claimed-key.js';
import { acknowledgement, CaseReceiver } from '../../support/case-receiver.mjs';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { bootDesk } from './boot-desk.js';
import { type CasesOfSafety, OFFICER, stepTo } from './cases-of-safety.js';
import { type RegulatorDesk } from './regulator.js';

const BEGINNING = '2025-03-03T08:00:00.000Z';

describe('what is sealed for a regulator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  const foreign = new Cipher(randomBytes(32), 'test');
  const logged: string[] = [];
  let rejecting: CaseReceiver;
  let safety: BootedService;
  let cases: CasesOfSafety;
  let desk: RegulatorDesk;

  beforeAll(async () => {
    rejecting = await CaseReceiver.start(() => ['Not in the list']);
    const receivers = [
      { kind: 'folder', id: 'FOLDER', folder },
      { kind: 'push', id: 'REJECTS', url: rejecting.url },
      { kind: 'folder', id: 'LATER', folder: join(folder, 'later') },
    ];
    ({ safety, cases, desk } = await bootDesk(receivers, logged));
  });
  afterAll(async () => {
    await safety.stop();
    await rejecting.stop();
    rmSync(folder, { recursive: true });
  });

  const own = () => safety.app.get(Cipher, { strict: false });
  const spoil = (sql: string, parameters: unknown[] = []) =>
    asSuperuser(safety.database, async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query(sql, parameters);
    });
  const aCase = async () => {
    await stepTo(safety, BEGINNING);
    const opened = await cases.aCase();
    await desk.made(opened);
    return opened;
  };

  it('names the key it is sealed with', async () => {
    const opened = await aCase();
    await desk.submit(opened, 1, 'FOLDER');
    const text = acknowledgement({ batchId: 'NOBODY', reportId: opened.safetyReportId, faults: [] });
    await safety.ask(receiveAcknowledgement, { trialId: 'MANUS', text }, OFFICER);
    for (const table of ['regulator_version', 'submission_attempt', 'acknowledgement', 'sealing_key'])
      expect(await safety.rows(`select distinct key_id from unblinded.${table}`)).toEqual([{ key_id: own().keyId }]);
  });

  describe('at the start of a process', () => {
    const starting = async (cipher: Cipher) => {
      const all = safety.app.get(Transactions, { strict: false, each: true });
      const ofModule = all.find(({ service }) => service === 'unblinded');
      if (!ofModule) throw new Error('the module has transactions of its own');
      await new ClaimedKey(ofModule, cipher).onModuleInit();
    };
    const claim = () => safety.rows('select key_id, environment from unblinded.sealing_key');

    it('is opened with its key, and with no other: that process does not start, and tells of no key', async () => {
      const key = randomBytes(32);
      const wrong = new Cipher(key, 'test');
      const refusal: unknown = await starting(wrong).catch((error: unknown) => error);
      expect(String(refusal)).toBe(
        `Error: this database is sealed with key ${own().keyId} of environment test, and UNBLINDED_KEY is key ${wrong.keyId} of test: it does not open what is there`,
      );
      await expect(starting(own())).resolves.toBeUndefined();
      expect(await claim()).toEqual([{ key_id: own().keyId, environment: 'test' }]);
    });

    it('from before keys were noted takes the key that opens it, and refuses every other', async () => {
      const sealed = (cipher: Cipher) => cipher.seal('{}', 'regulator version example 1', 64);
      const before = (cipher: Cipher) =>
        spoil(`update unblinded.sealing_key set key_id = null, environment = null, place = $1, sealed = $2`, [
          'regulator version example 1',
          sealed(cipher),
        ]);
      await before(foreign);
      await expect(starting(own())).rejects.toThrow(
        `this database is sealed with key that nobody noted of environment unknown, and UNBLINDED_KEY is key ${own().keyId}`,
      );
      expect(await claim()).toEqual([{ key_id: null, environment: null }]);
      await before(own());
      await starting(own());
      expect(await claim()).toEqual([{ key_id: own().keyId, environment: 'test' }]);
    });
  });

  describe('with another key', () => {
    it('is not sent, stays in the queue and says so to the officer; another is sent meanwhile, and it rings', async () => {
      const opened = await aCase();
      const queued = await desk.submit(opened, 1, 'LATER');
      const batchId = queued.attempts[0]?.transmissionId ?? '';
      await spoil(`update unblinded.submission_attempt set key_id = $2, sealed_file = $3 where batch_id = $1`, [
        ...[batchId, foreign.keyId, foreign.seal('<file/>', `file ${batchId}`, 64)],
      ]);
      logged.length = 0;
      await eventually(async () => {
        const [submission] = await desk.submissionsOf(opened);
        expect(submission).toMatchObject({ state: 'queued', attempts: [{ unreadable: 'sealed-with-another-key' }] });
        expect(submission?.attempts[0]?.lastTry).toBe(
          `file ${batchId} cannot be opened: sealed-with-another-key (sealed with ${foreign.keyId}, opened with ${own().keyId})`,
        );
        expect(submission?.attempts[0]?.tries).toBeGreaterThan(1);
      });
      const [submission] = await desk.submissionsOf(opened);
      expect(submission?.attempts[0]).not.toHaveProperty('sha256');
      const other = await aCase();
      await desk.submit(other, 1, 'FOLDER');
      await desk.until(other, 'sent');
      expect(await safety.rows('select batch_id from unblinded.submission_queue')).toEqual([{ batch_id: batchId }]);

      await stepTo(safety, '2025-03-04T08:00:00.000Z');
      await eventually(async () => {
        const { items } = await safety.ask(listSubmissionDuties, { trialId: 'MANUS' }, OFFICER);
        expect(items.find(({ caseId }) => caseId === opened.caseId)).toMatchObject({
          ...{ concern: 'unanswered', state: 'queued', rangAt: '2025-03-04T08:00:00.000Z' },
        });
      });
      // That there is a submission at all tells what was given.
      expect(logged.filter((line) => line.includes(batchId) || line.includes(queued.submissionId))).toEqual([]);
      await safety.rows('delete from unblinded.submission_queue');
    });

    it('is listed among the versions of its case, and hides no other', async () => {
      const opened = await aCase();
      await spoil(`update unblinded.regulator_version set key_id = $2, sealed_report = $3 where case_id = $1`, [
        ...[opened.caseId, foreign.keyId, foreign.seal('{}', `regulator version ${opened.caseId} 1`, 64)],
      ]);
      const at = { trialId: 'MANUS', caseId: opened.caseId };
      const { versions } = await safety.ask(listRegulatorVersions, at, OFFICER);
      expect(versions).toMatchObject([{ number: 1, basedOn: 1, unreadable: 'sealed-with-another-key' }]);
      expect(versions[0]).not.toHaveProperty('kind');
    });

    it('is listed among what a receiver said, without its words, and hides no other', async () => {
      const bring = async (batchId: string) => {
        const text = acknowledgement({ batchId, reportId: 'NL-OTHER-1', faults: [] });
        return (await safety.ask(receiveAcknowledgement, { trialId: 'MANUS', text }, OFFICER)).acknowledgementId;
      };
      const [lost, kept] = [await bring('LOST'), await bring('KEPT')];
      await spoil(
        `update unblinded.acknowledgement set key_id = $2, sealed_text = $3, sealed_reading = $4 where id = $1`,
        [
          ...[lost, foreign.keyId, foreign.seal('words', `acknowledgement ${lost}`, 64)],
          foreign.seal('{"strangers":["LOST"]}', `reading ${lost}`, 64),
        ],
      );
      const unreadable = 'sealed-with-another-key';
      const { items } = await safety.ask(listAcknowledgements, { trialId: 'MANUS', limit: 200 }, OFFICER);
      const listed = (id: string) => items.filter(({ acknowledgementId }) => acknowledgementId === id);
      expect(listed(lost)).toMatchObject([{ strangers: [], unreadable }]);
      expect(listed(kept)).toMatchObject([{ strangers: ['KEPT'] }]);
      const at = { trialId: 'MANUS', acknowledgementId: lost };
      expect(await safety.ask(readAcknowledgement, at, OFFICER)).toMatchObject({ text: '', cutOff: false, unreadable });
    });
  });

  it('is said to be altered where it is of this key and yet cannot be opened', async () => {
    const opened = await aCase();
    await desk.submit(opened, 1, 'FOLDER');
    await desk.until(opened, 'sent');
    await spoil(
      `update unblinded.submission_attempt set sealed_file = sealed_file || '\\x00' where submission_id in
      (select id from unblinded.submission where case_id = $1)`,
      [opened.caseId],
    );
    expect((await desk.submissionsOf(opened))[0]?.attempts).toMatchObject([{ unreadable: 'altered-or-moved' }]);
  });

  describe('of the words of a receiver, when they were altered,', () => {
    const altered = (batchId: string) =>
      spoil(
        `update unblinded.submission_attempt set sealed_answers = coalesce(sealed_answers, '') || '\\x00' where batch_id = $1`,
        [batchId],
      );
    const sealedAnswersTo = (batchId: string) =>
      safety.rows('select sealed_answers from unblinded.submission_attempt where batch_id = $1', [batchId]);
    const comings = (batchId: string) => rejecting.received.filter((came) => came.batchId === batchId);

    it('keeps no later sending from being made, recorded and answered once', async () => {
      const opened = await aCase();
      await desk.submit(opened, 1, 'REJECTS');
      const { submissionId, attempts } = await desk.until(opened, 'rejected');
      const first = attempts[0]?.transmissionId ?? '';
      await altered(first);
      const sealed = await sealedAnswersTo(first);
      const again = { trialId: 'MANUS', caseId: opened.caseId, submissionId, number: 1 };
      const corrected = await safety.ask(correctSubmission, again, OFFICER);
      const submission = await desk.until(opened, 'rejected');
      expect(submission.attempts).toMatchObject([
        { state: 'rejected', unreadable: 'altered-or-moved' },
        { state: 'rejected', answers: [{ messages: ['Not in the list'] }] },
      ]);
      expect(comings(corrected.attempts[1]?.transmissionId ?? '')).toHaveLength(1);
      expect(await safety.rows('select 1 from unblinded.submission_queue')).toEqual([]);
      expect(await sealedAnswersTo(first)).toEqual(sealed);
    });

    it('keeps the file from coming again when it is of that very sending, and the answer for a person', async () => {
      const opened = await aCase();
      rejecting.moods = Array.from({ length: 100 }, () => 500);
      const { attempts } = await desk.submit(opened, 1, 'REJECTS');
      const batchId = attempts[0]?.transmissionId ?? '';
      await altered(batchId);
      rejecting.moods = [];
      await desk.until(opened, 'sent');
      expect(comings(batchId)).toHaveLength(1);
      expect(await safety.rows('select 1 from unblinded.submission_queue')).toEqual([]);
      const { items } = await safety.ask(listAcknowledgements, { trialId: 'MANUS', limit: 200 }, OFFICER);
      const answers = items.filter(({ broken }) => broken?.startsWith(`answers ${batchId} cannot be opened`));
      expect(answers).toMatchObject([{ came: 'answer', reading: 'unreadable' }]);
    });
  });
});
