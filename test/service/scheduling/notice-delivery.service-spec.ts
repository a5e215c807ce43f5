import { readNotice, recordVisit, resendNotice, watchNotices } from '@trial/contracts';
import { startService } from '@trial/process';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { freePort } from '../../../deploy/local/ports.mjs';
import { eventually } from '../../support/eventually.js';
import { MailServer, type Behaviour } from '../../support/mail-server.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Reminders, type Reminded } from './reminded.js';

const trial = { trialId: 'MANUS' };
const all = { sites: ['UMCU', 'UMCN', 'LUMC'] };
const DAY = 86_400_000;

/** The n-th anchor: a Tuesday at 10:30 in Amsterdam, weeks apart, so that no test meets the notices of another. */
const anchor = (n: number): string => new Date(Date.parse('2025-01-07T09:30:00.000Z') + n * 7 * DAY).toISOString();
const after = (at: string, hours: number): string => new Date(Date.parse(at) + hours * 3_600_000).toISOString();

describe('delivery of reminders', () => {
  let environment: Record<string, string> = {};
  let mailing: Record<string, string> = {};
  let service: BootedService;
  let mail: MailServer;
  let reminders: Reminders;
  const others: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    mail = await MailServer.start(await freePort([]));
    mailing = {
      ...{ SMTP_URL: mail.url, NOTICE_SENDER: 'reminders@trial.example', NOTICE_LINK: 'https://trial.example/' },
      ...{ NOTICE_RETRY_MS: '40,80,160', NOTICE_LEASE_MS: '6000', NOTICE_POLL_MS: '20' },
    };
    // Without a mail server, to begin with.
    service = await bootService('scheduling', SchedulingModule, {
      now: anchor(0),
      variables: (given) => {
        environment = given;
        return {};
      },
    });
    reminders = new Reminders(service);
    for (const siteId of all.sites) await reminders.siteContact(siteId, 'study-nurse', `nurse@${siteId}.example`);
  });
  afterAll(async () => {
    mail.goOn();
    for (const other of others) await other.close();
    await service.stop();
    await mail.goAway();
  });

  /** Another replica of the same service, in this process. */
  const replica = async (instance: number): Promise<void> => {
    const app = await startService({
      name: 'scheduling',
      module: SchedulingModule,
      variables: {
        ...environment,
        ...{ TRIAL_CLOCK: 'virtual', RETRY_BACKOFF_MS: '50,100', LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'fatal' },
        ...{ SERVICE_PORT: String(await freePort([])), INSTANCE: `scheduling-${instance}` },
        ...mailing,
      },
    });
    others.push(app);
  };
  /** Somebody treated at the n-th anchor, when the window of the 48 hours has just opened. */
  const opened = async (
    n: number,
    ...behaviours: Behaviour[]
  ): Promise<{ participant: Reminded; noticeId: string }> => {
    await reminders.passTo(anchor(n));
    const participant = await reminders.treated('UMCU', anchor(n));
    const { noticeId, dueAt } = await participant.notice('H48', 'visit-open');
    mail.does(noticeId, ...behaviours);
    await reminders.passTo(dueAt);
    return { participant, noticeId };
  };
  const detail = (noticeId: string) => service.ask(readNotice, { ...trial, noticeId }, all);
  const outcomes = async (noticeId: string) => (await detail(noticeId)).attempts.map(({ outcome }) => outcome);
  const untilState = (noticeId: string, state: string) =>
    eventually(async () => expect((await detail(noticeId)).notice.state).toBe(state));

  it('without a mail server holds what is due, and one that has it sends it', async () => {
    const { noticeId } = await opened(0);
    expect((await detail(noticeId)).notice).toMatchObject({ state: 'held', because: 'no-channel', attempts: 0 });
    await replica(2);
    await untilState(noticeId, 'sent');
    expect(mail.of(noticeId)).toHaveLength(1);
  });

  it('waits and tries again when the server refuses for now', async () => {
    const { noticeId } = await opened(1, 451, 421);
    await untilState(noticeId, 'sent');
    const { attempts } = await detail(noticeId);
    expect(attempts.map(({ outcome, replyCode }) => [outcome, replyCode])).toEqual([
      ['deferred', 451],
      ['deferred', 421],
      ['sent', 250],
    ]);
    expect(new Set(attempts.map(({ messageId }) => messageId)).size).toBe(1);
    expect(mail.of(noticeId)).toHaveLength(1);
  });

  it('gives up at once what the server refuses for good, and sends it when a person asks for it', async () => {
    const { noticeId } = await opened(2, 550);
    await untilState(noticeId, 'failed');
    expect(await detail(noticeId)).toMatchObject({
      notice: { because: 'refused', attempts: 1 },
      attempts: [{ outcome: 'refused', replyCode: 550 }],
    });
    // What the server said is not kept: it may name the address.
    const [{ found } = { found: 1 }] = await service.rows<{ found: number }>(
      `select count(*)::int as found from audit_entry where after::text like '%somebody@%'`,
    );
    expect(found).toBe(0);

    const again = { ...trial, noticeId, reason: 'the mailbox was full' };
    await service.ask(resendNotice, again, all);
    await untilState(noticeId, 'sent');
    expect(mail.of(noticeId).map(({ messageId }) => messageId)).toEqual([`<${noticeId}.2@trial.example>`]);
    expect(await outcomes(noticeId)).toEqual(['refused', 'sent']);
  });

  it('sends what a person asks for, although a later message about the same has had its moment', async () => {
    const { participant, noticeId } = await opened(3, 550);
    await untilState(noticeId, 'failed');
    const later = await participant.notice('H48', 'visit-closing');
    await reminders.passTo(later.dueAt);
    await untilState(later.noticeId, 'sent');
    await service.ask(resendNotice, { ...trial, noticeId, reason: 'the mailbox was full' }, all);
    await untilState(noticeId, 'sent');
    expect(await outcomes(noticeId)).toEqual(['refused', 'sent']);
  });

  it('loses nothing while the server is away, and keeps no reminder of what was done meanwhile', async () => {
    await reminders.passTo(anchor(4));
    const participant = await reminders.treated('UMCU', anchor(4));
    await mail.goAway();
    const { noticeId: settledId } = await participant.notice('H48', 'visit-open');
    const { noticeId } = await opened(4);
    await eventually(async () => {
      expect((await outcomes(noticeId)).length).toBeGreaterThan(2);
      expect(await outcomes(settledId)).toContain('unreachable');
    });
    await reminders.passTo(after((await detail(noticeId)).notice.dueAt, 1));
    const watched = await service.ask(watchNotices, trial, all);
    expect(watched.dueWithoutOutcome).toBeGreaterThan(0);
    await service.ask(recordVisit, { ...participant.at('H48'), occurredAt: after(anchor(4), 36) });
    await mail.comeBack();
    await untilState(noticeId, 'sent');
    expect(mail.of(noticeId)).toHaveLength(1);
    expect((await detail(settledId)).notice).toMatchObject({ state: 'stopped', because: 'done' });
    expect(mail.of(settledId)).toEqual([]);
    const again = { ...trial, noticeId: settledId, reason: 'to be sure' };
    expect(await service.send(resendNotice, again, all)).toMatchObject({ rejection: { code: 'notice-not-sent' } });
  });

  it('repeats an attempt whose end nobody wrote down, under the same Message-ID', async () => {
    const { noticeId } = await opened(5, 'stall');
    await eventually(() => expect(mail.of(noticeId)).toHaveLength(1));
    expect(await outcomes(noticeId)).toEqual(['in-doubt']);
    // The server took it and nobody knows: as after a crash, it is made again once the lease is over.
    await replica(3);
    await untilState(noticeId, 'sent');
    expect(mail.of(noticeId)).toHaveLength(2);
    expect(new Set(mail.of(noticeId).map(({ messageId }) => messageId)).size).toBe(1);
    expect(await outcomes(noticeId)).toEqual(['in-doubt', 'sent']);
    mail.goOn();
    await eventually(async () => expect(await outcomes(noticeId)).toEqual(['sent', 'sent']));
    expect((await detail(noticeId)).notice.state).toBe('sent');
  });

  it('sends nothing in quiet hours, also when the moment passed while nothing ran', async () => {
    await reminders.passTo(anchor(6));
    const participant = await reminders.treated('UMCN', anchor(6));
    const { noticeId, dueAt } = await participant.notice('H48', 'visit-overdue');
    // From before the moment, at half past ten, to the middle of the night.
    await reminders.passTo(after(dueAt, 14));
    expect((await detail(noticeId)).notice).toMatchObject({ state: 'planned', dueAt: '2025-02-22T07:00:00.000Z' });
    expect(mail.of(noticeId)).toEqual([]);
    await reminders.passTo(after(dueAt, 22));
    await untilState(noticeId, 'sent');
    expect(mail.of(noticeId)).toHaveLength(1);
  });

  it('with three replicas sends every message once', async () => {
    await replica(4);
    await reminders.passTo(anchor(9));
    const participants: Reminded[] = [];
    for (let n = 0; n < 12; n += 1) participants.push(await reminders.treated('LUMC', anchor(9)));
    await reminders.passTo(after(anchor(9), 46));
    await eventually(async () => {
      for (const participant of participants)
        expect((await participant.notice('H48', 'visit-open')).state).toBe('sent');
    });
    for (const participant of participants) {
      const { noticeId } = await participant.notice('H48', 'visit-open');
      expect([noticeId, mail.of(noticeId).length, await outcomes(noticeId)]).toEqual([noticeId, 1, ['sent']]);
    }
  });
});
