import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import {
  closeExpeditedAssessment,
  correctReceipt,
  correctSubmission,
  listSubmissionDuties,
  operationsOf,
  readAdverseEvent,
  receiveAcknowledgement,
  type CaseView,
  type SubmissionView,
} from '@trial/contracts';
import { submissionDutyRang } from '@trial/contracts/restricted';
import { connectTo, provisionStreams } from '../../../deploy/nats/provision.mjs';
import { natsUrlOf } from '../../../deploy/local/environments.mjs';
import { acknowledgement, acknowledgementOfBatch, CaseReceiver } from '../../support/case-receiver.mjs';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';
import { asSuperuser, startStack } from '../../support/stack.js';
import { sessionOf, waitingFor } from '../../support/waiting.js';
import { bootDesk } from './boot-desk.js';
import { type CasesOfSafety, OFFICER, PHYSICIAN, stepTo } from './cases-of-safety.js';
import { heardOfClocks, type RegulatorDesk } from './regulator.js';

const BEGINNING = '2025-03-03T08:00:00.000Z';
/** The fifteen days of a case received on the third, in the zone of the sponsor. */
const DUE = '2025-03-18T23:00:00.000Z';
const AFTERWARDS = '2025-03-25T08:00:00.000Z';
const REFUSAL = 'No product of that name in the list';
const ADMINISTRATOR = { actor: 'administrator', role: 'administrator', trialId: '' };

describe('a submission that is not taken', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  const logged: string[] = [];
  let rejecting: CaseReceiver;
  let safety: BootedService;
  let cases: CasesOfSafety;
  let desk: RegulatorDesk;

  beforeAll(async () => {
    rejecting = await CaseReceiver.start((text) => (text.includes('amended') ? [] : [REFUSAL]));
    const receivers = [
      { kind: 'push', id: 'REJECTS', url: rejecting.url },
      { kind: 'folder', id: 'FOLDER', folder, answerWithinHours: 12 },
      { kind: 'folder', id: 'NOWHERE', folder: join(folder, 'gone') },
    ];
    ({ safety, cases, desk } = await bootDesk(receivers, logged));
  });
  afterAll(async () => {
    await safety.stop();
    await rejecting.stop();
    rmSync(folder, { recursive: true });
  });

  /** A case whose clock the unblinded module knows, with a version for the regulator. */
  const aCase = async (): Promise<CaseView> => {
    await stepTo(safety, BEGINNING);
    const opened = await cases.aCase();
    await eventually(async () =>
      expect(
        await safety.rows('select clock from unblinded.expedited_clock where adverse_event_id = $1', [
          opened.adverseEventId,
        ]),
      ).toEqual([{ clock: 'susar-other' }]),
    );
    await desk.made(opened);
    return opened;
  };
  const dutiesOf = async ({ caseId }: CaseView) => {
    const { items } = await safety.ask(listSubmissionDuties, { trialId: 'MANUS', limit: 200 }, OFFICER);
    return items.filter((duty) => duty.caseId === caseId);
  };
  const untilOwed = (opened: CaseView, expected: object) =>
    eventually(async () => expect(await dutiesOf(opened)).toMatchObject([expected]));
  const untilNothingOwed = (opened: CaseView) => eventually(async () => expect(await dutiesOf(opened)).toEqual([]));
  /** How often pharmacovigilance was told of a submission. */
  const rings = async ({ submissionId }: SubmissionView): Promise<number> => {
    const sent = await safety.rows(
      `select 1 from (select event_id, type, event from unblinded.outbox_archive
                union select event_id, type, event from unblinded.outbox_message) sent where type = $1 and event like $2`,
      [submissionDutyRang.type, `%${submissionId}%`],
    );
    return sent.length;
  };
  /** Every bell that is due at the moment of the trial has rung. */
  const allRung = (upTo = AFTERWARDS) =>
    eventually(async () =>
      expect(
        await safety.rows(`select 1 from unblinded.deadline where status = 'armed' and due_at <= $1`, [upTo]),
      ).toEqual([]),
    );
  /** Writes what no part of the service would. */
  const spoil = (sql: string, parameters: unknown[]) =>
    asSuperuser(safety.database, async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query(sql, parameters);
    });
  const bring = ({ safetyReportId }: CaseView, batchId: string, faults: string[] = []) =>
    safety.ask(
      receiveAcknowledgement,
      { trialId: 'MANUS', text: acknowledgement({ batchId, reportId: safetyReportId, faults }) },
      OFFICER,
    );
  const receivedInstead = async ({ participantId, adverseEventId }: CaseView, receivedAt: string): Promise<void> => {
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    const { version } = await safety.ask(readAdverseEvent, at, PHYSICIAN);
    const correction = { ...at, receivedAt, expectedVersion: version, reason: 'the day was mistyped' };
    await safety.ask(correctReceipt, correction, PHYSICIAN);
  };
  const acknowledgeBatch = (batchId: string) =>
    safety.ask(receiveAcknowledgement, { trialId: 'MANUS', text: acknowledgementOfBatch(batchId) }, OFFICER);

  it('rings once when nobody has answered in the hours of its receiver, and once when the clock has run out', async () => {
    const opened = await aCase();
    await desk.submit(opened, 1, 'FOLDER');
    const submission = await desk.until(opened, 'sent');
    expect(submission.attempts).toMatchObject([{ answerDueAt: '2025-03-03T20:00:00.000Z' }]);
    await stepTo(safety, '2025-03-03T19:59:59.999Z');
    expect([await dutiesOf(opened), await rings(submission)]).toEqual([[], 0]);

    await stepTo(safety, '2025-03-03T20:00:00.000Z');
    await untilOwed(opened, { rangAt: '2025-03-03T20:00:00.000Z' });
    const [duty] = await dutiesOf(opened);
    expect(duty).toEqual({
      ...{ submissionId: submission.submissionId, caseId: opened.caseId, receiver: 'FOLDER', concern: 'unanswered' },
      ...{ transmissionId: submission.attempts[0]?.transmissionId, state: 'sent', words: '' },
      ...{ dueAt: DUE, rangAt: '2025-03-03T20:00:00.000Z' },
    });
    expect(await rings(submission)).toBe(1);

    await stepTo(safety, '2025-03-18T22:59:59.999Z');
    expect([(await dutiesOf(opened))[0]?.escalatedAt, await rings(submission)]).toEqual([undefined, 1]);
    await stepTo(safety, DUE);
    await untilOwed(opened, { escalatedAt: DUE });
    await stepTo(safety, AFTERWARDS);
    await allRung();
    expect(await rings(submission)).toBe(2);

    await bring(opened, submission.attempts[0]?.transmissionId ?? '');
    await untilNothingOwed(opened);
    expect(await rings(submission)).toBe(2);
  });

  it('rings for one that has not even left, a day after it was queued, also when time jumps far beyond', async () => {
    const opened = await aCase();
    const submission = await desk.submit(opened, 1, 'NOWHERE');
    await stepTo(safety, AFTERWARDS);
    const told = { concern: 'unanswered', state: 'queued', dueAt: AFTERWARDS, rangAt: AFTERWARDS };
    await untilOwed(opened, { ...told, escalatedAt: AFTERWARDS });
    await allRung();
    expect(await rings(submission)).toBe(2);
    await safety.rows('delete from unblinded.submission_queue');
  });

  it('rings where a receiver acknowledged the batch and never said whether it takes the case', async () => {
    const opened = await aCase();
    await desk.submit(opened, 1, 'FOLDER');
    const { submissionId, attempts } = await desk.until(opened, 'sent');
    await acknowledgeBatch(attempts[0]?.transmissionId ?? '');
    const submission = await desk.until(opened, 'acknowledged');
    await stepTo(safety, '2025-03-03T19:59:59.999Z');
    expect([await dutiesOf(opened), await rings(submission)]).toEqual([[], 0]);
    await stepTo(safety, '2025-03-03T20:00:00.000Z');
    const told = { concern: 'unanswered', state: 'acknowledged', dueAt: DUE, rangAt: '2025-03-03T20:00:00.000Z' };
    await untilOwed(opened, told);
    expect(await rings(submission)).toBe(1);

    const again = { trialId: 'MANUS', caseId: opened.caseId, submissionId, number: 1 };
    const reason = 'The receiver says it never saw the case';
    const sent = await safety.ask(correctSubmission, { ...again, reason }, { ...OFFICER, reason });
    await desk.until(opened, 'sent');
    expect(await dutiesOf(opened)).toMatchObject([{ concern: 'unanswered', rangAt: told.rangAt }]);
    await bring(opened, sent.attempts[1]?.transmissionId ?? '');
    await untilNothingOwed(opened);
  });

  it('does not ring where the receiver accepted it in time', async () => {
    const opened = await aCase();
    await desk.submit(opened, 1, 'FOLDER');
    const submission = await desk.until(opened, 'sent');
    await bring(opened, submission.attempts[0]?.transmissionId ?? '');
    await stepTo(safety, AFTERWARDS);
    await allRung();
    expect([await dutiesOf(opened), await rings(submission)]).toEqual([[], 0]);
  });

  it('is owed again when it is rejected, in the words of the receiver, until what was corrected is accepted', async () => {
    const opened = await aCase();
    const closing = { participantId: opened.participantId, adverseEventId: opened.adverseEventId };
    await desk.submit(opened, 1, 'REJECTS');
    const submission = await desk.until(opened, 'rejected');
    // The clock was answered in time; it is by that clock that the case is owed all the same.
    const answer = { trialId: 'MANUS', ...closing, clock: 'susar-other', reason: 'submitted' };
    await safety.ask(closeExpeditedAssessment, answer, OFFICER);
    await untilOwed(opened, {
      ...{ concern: 'rejected', state: 'rejected', words: REFUSAL, dueAt: DUE, rangAt: BEGINNING },
    });
    expect(await rings(submission)).toBe(1);

    await stepTo(safety, '2025-03-04T09:00:00.000Z');
    const again = { trialId: 'MANUS', caseId: opened.caseId, submissionId: submission.submissionId };
    await safety.ask(correctSubmission, { ...again, number: 1 }, OFFICER);
    await eventually(async () =>
      expect((await desk.submissionsOf(opened))[0]?.attempts.map(({ state }) => state)).toEqual([
        'rejected',
        'rejected',
      ]),
    );
    await untilOwed(opened, { concern: 'rejected', dueAt: DUE, rangAt: '2025-03-04T09:00:00.000Z' });
    expect(await rings(submission)).toBe(2);

    const amended = { narrative: 'The amended narrative.', withdrawal: 'A name was wrong' };
    expect(await desk.made(opened, { ...amended, expectedVersion: 1, kind: 'amendment' })).toBe(2);
    await safety.ask(correctSubmission, { ...again, number: 2 }, OFFICER);
    await desk.until(opened, 'accepted');
    await untilNothingOwed(opened);
    await stepTo(safety, AFTERWARDS);
    await allRung();
    expect([await dutiesOf(opened), await rings(submission)]).toEqual([[], 2]);
    expect(
      await safety.rows(
        'select concern, escalated_at, ended_at from unblinded.submission_duty where submission_id = $1',
        [submission.submissionId],
      ),
    ).toEqual([{ concern: 'rejected', escalated_at: null, ended_at: new Date('2025-03-04T09:00:00.000Z') }]);
  });

  it('is owed no more when an earlier sending of the same version is accepted, also when the later one is rejected', async () => {
    const opened = await aCase();
    await desk.submit(opened, 1, 'FOLDER');
    const submission = await desk.until(opened, 'sent');
    await stepTo(safety, '2025-03-03T20:00:00.000Z');
    await untilOwed(opened, { concern: 'unanswered' });
    const reason = 'Nobody answered';
    const again = { trialId: 'MANUS', caseId: opened.caseId, submissionId: submission.submissionId, number: 1 };
    const { attempts } = await safety.ask(correctSubmission, { ...again, reason }, { ...OFFICER, reason });
    await desk.until(opened, 'sent');

    await bring(opened, attempts[0]?.transmissionId ?? '');
    await untilNothingOwed(opened);
    await bring(opened, attempts[1]?.transmissionId ?? '', ['A case of that number is here']);
    expect((await desk.until(opened, 'rejected')).attempts.map(({ state }) => state)).toEqual(['accepted', 'rejected']);
    await stepTo(safety, AFTERWARDS);
    await allRung();
    expect([await dutiesOf(opened), await rings(submission)]).toEqual([[], 1]);
  });

  it('is owed no more when a later version is accepted under another submission, until the receiver takes that back', async () => {
    const opened = await aCase();
    await desk.submit(opened, 1, 'REJECTS');
    const rejected = await desk.until(opened, 'rejected');
    await untilOwed(opened, { concern: 'rejected' });
    await stepTo(safety, '2025-03-04T09:00:00.000Z');
    const amended = { narrative: 'The amended narrative.', withdrawal: 'A name was wrong' };
    await desk.made(opened, { ...amended, expectedVersion: 1, kind: 'amendment' });
    const { attempts } = await desk.submit(opened, 2, 'REJECTS');
    await untilNothingOwed(opened);
    expect(
      await safety.rows('select ended_at from unblinded.submission_duty where submission_id = $1', [
        rejected.submissionId,
      ]),
    ).toEqual([{ ended_at: new Date('2025-03-04T09:00:00.000Z') }]);
    // One that an acceptance elsewhere had not ended yet passes in silence.
    await stepTo(safety, '2025-03-07T09:00:00.000Z');
    await allRung('2025-03-07T09:00:00.000Z');
    await spoil('update unblinded.submission_duty set ended_at = null where submission_id = $1', [
      rejected.submissionId,
    ]);
    await stepTo(safety, AFTERWARDS);
    await allRung();
    expect([await dutiesOf(opened), await rings(rejected)]).toEqual([[], 1]);

    await bring(opened, attempts[0]?.transmissionId ?? '', ['On second thoughts']);
    await eventually(async () =>
      expect((await dutiesOf(opened)).map(({ concern, state }) => [concern, state])).toEqual([
        ['rejected', 'rejected'],
        ['rejected', 'rejected'],
      ]),
    );
  });

  it('is due at once when it is rejected after its clock has run out', async () => {
    const opened = await aCase();
    await desk.submit(opened, 1, 'FOLDER');
    const submission = await desk.until(opened, 'sent');
    const batchId = submission.attempts[0]?.transmissionId ?? '';
    await bring(opened, batchId);
    await stepTo(safety, AFTERWARDS);
    await bring(opened, batchId, ['On second thoughts']);
    await untilOwed(opened, {
      concern: 'rejected',
      words: 'On second thoughts',
      dueAt: AFTERWARDS,
      rangAt: AFTERWARDS,
    });
    await untilOwed(opened, { escalatedAt: AFTERWARDS });
    await allRung();
    expect(await rings(submission)).toBe(2);
  });

  it.each(['sent', 'acknowledged'])('is listed although no bell rang, when it is %s', async (state) => {
    const opened = await aCase();
    const { submissionId } = await desk.submit(opened, 1, 'FOLDER');
    const { attempts } = await desk.until(opened, 'sent');
    if (state === 'acknowledged') await acknowledgeBatch(attempts[0]?.transmissionId ?? '');
    await spoil(`update unblinded.deadline set status = 'disarmed' where payload ->> 'submissionId' = $1`, [
      submissionId,
    ]);
    await stepTo(safety, '2025-03-04T08:00:00.000Z');
    const [duty] = await dutiesOf(opened);
    expect(duty).toMatchObject({ concern: 'unanswered', state, dueAt: DUE });
    expect(duty?.rangAt).toBeUndefined();
  });

  it('goes by a corrected clock, not by the one that was replaced', async () => {
    const opened = await aCase();
    await stepTo(safety, '2025-03-04T09:00:00.000Z');
    await receivedInstead(opened, '2025-03-04T08:00:00Z');
    await eventually(async () =>
      expect(
        await safety.rows(
          'select replaced from unblinded.expedited_clock where adverse_event_id = $1 order by due_at',
          [opened.adverseEventId],
        ),
      ).toEqual([{ replaced: true }, { replaced: false }]),
    );
    await desk.submit(opened, 1, 'REJECTS');
    await untilOwed(opened, { dueAt: '2025-03-19T23:00:00.000Z' });
  });

  it('is due earlier by a clock that is corrected after it was told, answered or not, and no later', async () => {
    const opened = await aCase();
    await stepTo(safety, '2025-03-04T09:00:00.000Z');
    await receivedInstead(opened, '2025-03-04T08:00:00Z');
    await desk.submit(opened, 1, 'REJECTS');
    await untilOwed(opened, { dueAt: '2025-03-19T23:00:00.000Z' });
    const submission = await desk.until(opened, 'rejected');
    const { participantId, adverseEventId } = opened;
    const answer = { trialId: 'MANUS', participantId, adverseEventId, clock: 'susar-other', reason: 'submitted' };
    await safety.ask(closeExpeditedAssessment, answer, OFFICER);

    await receivedInstead(opened, '2025-03-03T08:00:00Z');
    await untilOwed(opened, { dueAt: DUE, rangAt: '2025-03-04T09:00:00.000Z' });
    await receivedInstead(opened, '2025-03-04T08:00:00Z');
    await eventually(async () =>
      expect(
        await safety.rows('select 1 from unblinded.expedited_clock where adverse_event_id = $1', [adverseEventId]),
      ).toHaveLength(4),
    );
    expect(await dutiesOf(opened)).toMatchObject([{ dueAt: DUE }]);

    await stepTo(safety, DUE);
    await untilOwed(opened, { escalatedAt: DUE });
    expect(await rings(submission)).toBe(2);
  });

  it('is judged by the sending that was added while the answer waited for its submission', async () => {
    const opened = await aCase();
    await desk.submit(opened, 1, 'FOLDER');
    const submission = await desk.until(opened, 'sent');
    const reason = 'The receiver says it never saw the file';
    const instead = { trialId: 'MANUS', caseId: opened.caseId, submissionId: submission.submissionId, number: 1 };
    await asSuperuser(safety.database, async (holder) => {
      const session = await sessionOf(holder);
      await holder.query('begin');
      await holder.query('lock table unblinded.submission_queue in exclusive mode');
      const correction = safety.ask(correctSubmission, { ...instead, reason }, { ...OFFICER, reason });
      const correcting = await waitingFor(safety.database, [session]);
      const answer = bring(opened, submission.attempts[0]?.transmissionId ?? '', [REFUSAL]);
      await waitingFor(safety.database, correcting);
      await holder.query('rollback');
      await Promise.all([correction, answer]);
    });
    expect((await desk.until(opened, 'sent')).attempts.map(({ state }) => state)).toEqual(['rejected', 'sent']);
    expect([await dutiesOf(opened), await rings(submission)]).toEqual([[], 0]);
  });

  it('is listed page by page, at its own site, and to the officer alone', async () => {
    const [one, other] = [await aCase(), await aCase()];
    for (const opened of [one, other]) {
      await desk.submit(opened, 1, 'REJECTS');
      await desk.until(opened, 'rejected');
    }
    const all = await safety.ask(listSubmissionDuties, { trialId: 'MANUS', limit: 200 }, OFFICER);
    const first = await safety.ask(listSubmissionDuties, { trialId: 'MANUS', limit: 1 }, OFFICER);
    const cursor = first.nextCursor ?? '';
    const rest = await safety.ask(listSubmissionDuties, { trialId: 'MANUS', limit: 200, cursor }, OFFICER);
    expect(all.items.length).toBeGreaterThan(1);
    expect([...first.items, ...rest.items]).toEqual(all.items);
    const elsewhere = { ...OFFICER, sites: ['LUMC'] };
    expect(await safety.ask(listSubmissionDuties, { trialId: 'MANUS' }, elsewhere)).toEqual({ items: [] });
    expect(await safety.send(listSubmissionDuties, { trialId: 'MANUS' }, PHYSICIAN)).toHaveProperty('rejection');
    const unread = { trialId: 'MANUS', cursor: 'x' };
    expect(await safety.send(listSubmissionDuties, unread, OFFICER)).toMatchObject({
      rejection: { code: 'cursor-not-readable' },
    });
  });

  it('is counted once, and not sent again before its lease is over, when nobody could record that it was handed over', async () => {
    const opened = await aCase();
    const change = 'alter table unblinded.submission_attempt';
    await spoil(`${change} add constraint nobody_records check (state <> 'sent') not valid`, []);
    try {
      await desk.submit(opened, 1, 'FOLDER');
      await eventually(async () =>
        expect(
          await safety.rows(
            `select tries, last_try, next_try_at > clock_timestamp() + interval '60 seconds' as leased
               from unblinded.submission_queue`,
          ),
        ).toEqual([{ tries: 1, last_try: 'broken (QueryFailedError)', leased: true }]),
      );
    } finally {
      await spoil(`${change} drop constraint nobody_records`, []);
    }
    await safety.rows('update unblinded.submission_queue set next_try_at = clock_timestamp()');
    await desk.until(opened, 'sent');
  });

  it('is told to the system of pharmacovigilance, on the one stream that it reads, by ids alone', async () => {
    const stack = await startStack();
    // A service that boots in a test finds no consumers.
    await provisionStreams(stack.nats);
    const opened = await aCase();
    await desk.submit(opened, 1, 'REJECTS');
    const { submissionId, attempts } = await desk.until(opened, 'rejected');
    await untilOwed(opened, { concern: 'rejected' });
    const reading = await connectTo(natsUrlOf('pharmacovigilance', stack), { inboxPrefix: '_INBOX.pharmacovigilance' });
    try {
      const told: unknown[] = [];
      reading.subscribe('_INBOX.pharmacovigilance.told', {
        callback: (_, message) => {
          if (message.subject === submissionDutyRang.type) told.push(message.json<{ data: object }>().data);
          message.respond();
        },
      });
      await eventually(() =>
        expect(told).toContainEqual({
          ...{ trialId: 'MANUS', siteId: 'UMCU', participantId: opened.participantId, submissionId },
          ...{ transmissionId: attempts[0]?.transmissionId, dutyId: expect.any(String) as string },
        }),
      );
      // What is acknowledged does not come again, also when the consumer is provisioned under it.
      await provisionStreams(stack.nats);
      const manager = await jetstreamManager(safety.nats);
      await eventually(async () =>
        expect(await manager.consumers.info('restricted-unblinded', 'told-pharmacovigilance')).toMatchObject({
          ...{ num_pending: 0, num_ack_pending: 0, num_redelivered: 0 },
        }),
      );
    } finally {
      await reading.close();
    }
  });

  it('is told to nobody blind: not in events, counts, figures or log', async () => {
    const { status, progress, deadlines } = operationsOf('unblinded');
    const figures = async () =>
      (await (await fetch(`${safety.url}/metrics`)).text())
        .split('\n')
        .filter((line) => /^unblinded_(backlog|overdue_deadlines)/.test(line));
    const looks = async () => [
      ...[await safety.ask(status, {}, ADMINISTRATOR), await safety.ask(progress, {}, ADMINISTRATOR)],
      ...[await safety.ask(deadlines, {}, ADMINISTRATOR), await figures()],
    ];
    const opened = await aCase();
    const settled = async () =>
      eventually(async () =>
        expect(
          await safety.rows('select 1 from outbox_message union all select 1 from unblinded.outbox_message'),
        ).toEqual([]),
      );
    await settled();
    await heardOfClocks(safety);
    const [before, said] = [await looks(), (await safety.rows('select 1 from outbox_archive')).length];
    logged.length = 0;
    await desk.submit(opened, 1, 'REJECTS');
    const { submissionId } = await desk.until(opened, 'rejected');
    // One bell that rings, and one that nobody can answer.
    await spoil(`update unblinded.submission_duty set due_at = $2 where submission_id = $1`, [submissionId, BEGINNING]);
    await spoil(
      `insert into unblinded.deadline
         select gen_random_uuid(), 'unblinded.nobody-answers', key, payload, $2, status, settled_at, trial_id, site_id, trace
           from unblinded.deadline where payload ->> 'submissionId' = $1 and status = 'armed' limit 1`,
      [submissionId, BEGINNING],
    );
    await spoil(`update unblinded.deadline set due_at = $2 where payload ->> 'submissionId' = $1 and name <> $3`, [
      ...[submissionId, BEGINNING, 'unblinded.nobody-answers'],
    ]);
    await eventually(async () =>
      expect(
        await safety.rows(
          `select name, status from unblinded.deadline where payload ->> 'submissionId' = $1 order by name`,
          [submissionId],
        ),
      ).toEqual([
        { name: 'unblinded.nobody-answers', status: 'armed' },
        { name: 'unblinded.submission-answer-is-due', status: 'fired' },
        { name: 'unblinded.submission-case-is-due', status: 'fired' },
      ]),
    );
    await untilOwed(opened, { escalatedAt: BEGINNING });
    await settled();
    expect(await looks()).toEqual(before);
    expect((await safety.rows('select 1 from outbox_archive')).length).toBe(said);
    expect(logged).toEqual([]);
  });
});
