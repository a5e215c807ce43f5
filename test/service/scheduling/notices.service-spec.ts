import { randomUUID } from 'node:crypto';
import {
  acknowledgeNotice,
  assignmentMissed,
  eraseParticipantNoticeContact,
  listNotices,
  missVisit,
  participationEnded,
  readNotice,
  recordVisit,
  resendNotice,
  responseSubmitted,
  setParticipantNoticeContact,
  setSiteNoticeContact,
  watchNotices,
  type DataOf,
} from '@trial/contracts';
import { Transactions } from '@trial/persistence';
import { assessmentsAt, Trials } from '@trial/trial-configuration';
import { replanNotices } from '../../../apps/scheduling/src/notices/replan-notices.js';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { freePort } from '../../../deploy/local/ports.mjs';
import { eventually } from '../../support/eventually.js';
import { MailServer } from '../../support/mail-server.js';
import { aContext, bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { Reminders, type Reminded } from './reminded.js';

const all = { sites: ['UMCU', 'UMCN', 'LUMC'] };
const trial = { trialId: 'MANUS' };

/** Treated on a Tuesday at 10:30 in Amsterdam: 48 hours open on Wednesday at 22:30 and close on Friday at 10:30. */
const ANCHOR = '2025-03-04T09:30:00.000Z';

describe('reminders', () => {
  let service: BootedService;
  let mail: MailServer;
  let reminders: Reminders;

  beforeAll(async () => {
    mail = await MailServer.start(await freePort([]));
    service = await bootService('scheduling', SchedulingModule, {
      now: '2025-03-04T12:00:00.000Z',
      variables: {
        ...{ SMTP_URL: mail.url, NOTICE_SENDER: 'reminders@trial.example', NOTICE_LINK: 'https://trial.example/' },
        ...{ NOTICE_RETRY_MS: '40,80', NOTICE_LEASE_MS: '2000', NOTICE_POLL_MS: '20' },
      },
    });
    reminders = new Reminders(service);
  });
  afterAll(async () => {
    await service.stop();
    await mail.goAway();
  });

  const formsAt = (visitCode: string): readonly string[] =>
    assessmentsAt(service.app.get(Trials, { strict: false }).version('MANUS', 1), visitCode).flatMap(
      ({ assessment }) =>
        assessment.kind === 'instrument' && assessment.answeredBy === 'participant' ? [assessment.code] : [],
    );
  const formOf = ({ siteId, at }: Reminded, visitCode: string, assessment: string) => ({
    ...{ ...at(visitCode), siteId, assignmentId: randomUUID(), visitCode, assessment, instrument: 'haq-di' },
  });
  const submitted = (
    participant: Reminded,
    visitCode: string,
    assessment: string,
  ): DataOf<typeof responseSubmitted> => ({
    ...formOf(participant, visitCode, assessment),
    ...{ responseId: randomUUID(), instrumentVersion: '1', language: 'nl', algorithm: 'a', algorithmVersion: '1' },
    ...{ scores: {}, completion: 'complete', timing: 'in-window', submittedAt: '2025-03-06T10:00:00.000Z' },
  });
  const end = (participant: Reminded, as: DataOf<typeof participationEnded>['as'], endedAt: string) =>
    service.hear(participationEnded, {
      ...{ ...trial, siteId: participant.siteId, participantId: participant.participantId, as, endedAt },
    });

  it('are planned with the visits, once, and of moments gone by only the last is left', async () => {
    const participant = await reminders.treated('UMCU', ANCHOR);
    const ofWeek2 = await participant.notices('W02');
    expect(ofWeek2.map(({ rule, recipient, step, state, dueAt }) => [rule, recipient, step, state, dueAt])).toEqual(
      expect.arrayContaining([
        ['visit-ahead', 'participant', 0, 'planned', '2025-03-13T07:00:00.000Z'],
        ['visit-open', 'study-nurse', 0, 'planned', '2025-03-15T07:00:00.000Z'],
        ['visit-closing', 'study-nurse', 0, 'planned', '2025-03-21T07:00:00.000Z'],
        ['visit-overdue', 'study-nurse', 0, 'planned', '2025-03-22T07:00:00.000Z'],
        ['visit-overdue', 'investigator', 1, 'planned', '2025-03-24T07:00:00.000Z'],
        ['visit-overdue', 'monitor', 2, 'planned', '2025-03-29T07:00:00.000Z'],
      ]),
    );
    const late = await reminders.treated('UMCU', '2025-02-10T09:30:00.000Z');
    const missedOpening = await late.notice('H48', 'visit-open');
    expect(missedOpening).toMatchObject({ state: 'stopped', because: 'too-late' });
    expect(await service.ask(watchNotices, trial, all)).toMatchObject({ missing: 0, unexpected: 0, misplaced: 0 });
    for (const each of [participant, late]) await end(each, 'lost', '2025-02-11T00:00:00.000Z');
    await eventually(async () =>
      expect(await participant.notice('W02', 'visit-open')).toMatchObject({ state: 'stopped' }),
    );
  });

  it('at the opening send one mail, after the quiet hours, that tells nothing', async () => {
    await reminders.siteContact('UMCU', 'study-nurse', 'nurse@umcu.example');
    const participant = await reminders.treated('UMCU', ANCHOR);
    await reminders.participantContact(participant, 'someone@home.example');
    await reminders.passTo('2025-03-05T21:30:00.000Z');
    await reminders.passTo('2025-03-06T06:59:59.999Z');
    const { noticeId } = await participant.notice('H48', 'visit-open');
    expect(mail.of(noticeId)).toEqual([]);

    await reminders.passTo('2025-03-06T07:00:00.000Z');
    await reminders.untilSent();
    expect(mail.of(noticeId)).toMatchObject([
      {
        to: 'nurse@umcu.example',
        messageId: `<${noticeId}.1@trial.example>`,
        subject: 'Centrum UMCU: er is iets te doen',
      },
    ]);
    const ahead = await participant.notice('H48', 'visit-ahead');
    expect(mail.of(ahead.noticeId)).toMatchObject([{ to: 'someone@home.example' }]);
    for (const { raw } of mail.received) {
      expect(raw).not.toMatch(/H48|W02|MANUS|msc|placebo|haq/i);
      expect(raw).not.toContain(participant.participantId);
    }
    expect(await service.ask(readNotice, { ...trial, noticeId }, all)).toMatchObject({
      notice: { state: 'sent', rule: 'visit-open', trialVersion: 1, attempts: 1 },
      attempts: [{ number: 1, outcome: 'sent', replyCode: 250 }],
    });
  });

  it('of a visit stop with the commit that settles it, and nothing is sent', async () => {
    const participant = await reminders.treated('UMCU', ANCHOR);
    const settled = async (visitCode: string) =>
      new Set(
        (await participant.notices(visitCode)).filter(({ about }) => about === 'visit').map(({ because }) => because),
      );
    await service.ask(recordVisit, { ...participant.at('W02'), occurredAt: '2025-03-06T06:00:00.000Z' });
    expect(await settled('W02')).toEqual(new Set(['done']));
    const open = (await participant.notices('W02')).filter(({ state }) => state === 'planned');
    expect(new Set(open.map(({ about, recipient }) => `${about} ${recipient}`))).toEqual(
      new Set(['forms participant']),
    );
    const bells = await service.rows(
      `select distinct status from deadline where name = 'scheduling.notice-due' and key = any(
         select id::text from notice where participant_id = $1 and because = 'done')`,
      [participant.participantId],
    );
    expect(bells).toEqual([{ status: 'disarmed' }]);

    await service.ask(
      missVisit,
      { ...participant.at('H48'), cause: 'not-reached', reason: 'no answer' },
      { reason: 'no answer' },
    );
    expect(await settled('H48')).toContain('missed');
  });

  it('of forms stop when the last of them was answered, or will not be', async () => {
    const participant = await reminders.treated('UMCU', ANCHOR);
    const [first = '', ...rest] = formsAt('W12');
    const states = async () =>
      (await participant.notices('W12'))
        .filter(({ about }) => about === 'forms')
        .map(({ because }) => because ?? 'open');
    expect(rest.length).toBeGreaterThan(0);
    await service.hear(responseSubmitted, submitted(participant, 'W12', first));
    await eventually(async () =>
      expect(
        await service.rows('select 1 from settled_form where visit_id = $1', [participant.at('W12').visitId]),
      ).toHaveLength(1),
    );
    expect(await states()).toEqual(['open', 'open']);
    for (const assessment of rest) await service.hear(assignmentMissed, formOf(participant, 'W12', assessment));
    await eventually(async () => expect(await states()).toEqual(['forms-settled', 'forms-settled']));
  });

  it('wait for an address and for the participant’s agreement, and are sent when they come', async () => {
    const participant = await reminders.treated('UMCN', ANCHOR);
    await reminders.passTo('2025-03-06T07:00:00.001Z');
    const { noticeId } = await participant.notice('H48', 'participantForms.at-opening');
    const state = async () => (await service.ask(readNotice, { ...trial, noticeId }, all)).notice;
    expect(await state()).toMatchObject({ state: 'held', because: 'no-address' });
    await reminders.participantContact(participant, 'p2@home.example', { consented: false });
    await eventually(async () => expect(await state()).toMatchObject({ state: 'held', because: 'no-consent' }));
    await reminders.participantContact(participant, 'p2@home.example');
    await eventually(async () => expect(await state()).toMatchObject({ state: 'sent' }));
    expect(mail.of(noticeId)).toMatchObject([{ to: 'p2@home.example' }]);
  });

  it('keep an address in one table, where it can be erased; no trail, event, receipt or log of work repeats it', async () => {
    const participant = await reminders.treated('UMCN', ANCHOR);
    await reminders.participantContact(participant, 'to-be-erased@home.example');
    const tablesWith = () =>
      asSuperuser(service.database, async (client) => {
        const { rows } = await client.query<{ name: string }>(
          `select relname as name from pg_class where relnamespace = 'scheduling'::regnamespace and relkind = 'r' order by 1`,
        );
        const found: string[] = [];
        for (const { name } of rows) {
          const hits = await client.query(`select 1 from scheduling.${name} as t where t::text like '%to-be-erased@%'`);
          if (hits.rows.length > 0) found.push(name);
        }
        return found;
      });
    expect(await tablesWith()).toEqual(['notice_address']);
    const erase = { ...trial, participantId: participant.participantId, reason: 'asked for it' };
    expect(await service.ask(eraseParticipantNoticeContact, erase, all)).toMatchObject({
      ...{ hasAddress: false, consented: false },
    });
    expect(await tablesWith()).toEqual([]);
    expect(
      await service.send(eraseParticipantNoticeContact, { ...erase, participantId: randomUUID() }, all),
    ).toMatchObject({ rejection: { code: 'notice-contact-unknown' } });
  });

  it('refuse a contact that is none, or of a site or zone there is not', async () => {
    const contact = { ...trial, siteId: 'UMCU', recipient: 'monitor', zone: 'Europe/Amsterdam', language: 'en' };
    const set = (more: object, context: object = all) =>
      service.send(setSiteNoticeContact, { ...contact, address: 'm@sponsor.example', ...more }, context);
    expect(await set({ address: 'm@sponsor.example, other@sponsor.example' })).toMatchObject({
      rejection: { code: 'address-not-readable', field: 'address' },
    });
    expect(await set({ zone: 'Europe/Atlantis' })).toMatchObject({ rejection: { code: 'zone-unknown' } });
    expect(await set({}, { sites: ['LUMC'] })).toMatchObject({ rejection: { code: 'site-unknown' } });
    const participant = await reminders.treated('UMCU', ANCHOR);
    const elsewhere = { ...contact, siteId: 'UMCN', participantId: participant.participantId, consented: true };
    const { recipient: _, ...request } = { ...elsewhere, address: 'p@home.example' };
    // Whoever may see both sites names the wrong one.
    expect(await service.send(setParticipantNoticeContact, request, all)).toMatchObject({
      rejection: { code: 'participant-unknown' },
    });
  });

  it('overdue and not acknowledged go step by step to others; acknowledged, to nobody further', async () => {
    for (const role of ['study-nurse', 'investigator', 'monitor'])
      await reminders.siteContact('LUMC', role, `${role}@lumc.example`);
    const seenTo = await reminders.treated('LUMC', ANCHOR);
    const leftAlone = await reminders.treated('LUMC', ANCHOR);
    const planned = await seenTo.notice('H48', 'visit-overdue');
    expect(await service.send(acknowledgeNotice, { ...trial, noticeId: planned.noticeId }, all)).toMatchObject({
      rejection: { code: 'notice-not-due' },
    });

    await reminders.passTo('2025-03-07T09:30:00.001Z');
    await reminders.untilSent();
    const { noticeId } = await seenTo.notice('H48', 'visit-overdue');
    expect(mail.of(noticeId)).toMatchObject([{ to: 'study-nurse@lumc.example' }]);
    // The next step is due already and its bell late: it judges by itself, and finds that somebody sees to it.
    const next = await seenTo.notice('H48', 'visit-overdue', 1);
    await asSuperuser(service.database, async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query('update scheduling.notice set due_at = $2 where id = $1', [
        next.noticeId,
        '2025-03-07T09:30:00Z',
      ]);
    });
    expect(await service.ask(acknowledgeNotice, { ...trial, noticeId }, all)).toMatchObject({
      ...{ state: 'sent', acknowledgedAt: '2025-03-07T09:30:00.001Z' },
    });

    await reminders.passTo('2025-03-09T10:00:00.000Z');
    expect(await seenTo.notice('H48', 'visit-overdue', 1)).toMatchObject({ state: 'stopped', because: 'acknowledged' });
    await reminders.passTo('2025-03-14T10:00:00.000Z');
    await reminders.untilSent();
    const sentTo = async (participant: Reminded) =>
      (await participant.notices('H48', 'visit-overdue')).flatMap(({ noticeId: id }) =>
        mail.of(id).map(({ to }) => to),
      );
    expect(await sentTo(seenTo)).toEqual(['study-nurse@lumc.example']);
    expect(await sentTo(leftAlone)).toEqual(
      ['study-nurse', 'investigator', 'monitor'].map((role) => `${role}@lumc.example`),
    );
    expect(await seenTo.notice('H48', 'visit-overdue', 1)).toMatchObject({ state: 'stopped', because: 'acknowledged' });
    // Planning again does not bring the escalation back.
    await service.app
      .get(Transactions, { strict: false })
      .run(aContext({ sites: ['LUMC'] }), (tx) =>
        replanNotices(tx, service.app.get(Trials, { strict: false }), seenTo.participantId),
      );
    expect(await seenTo.notice('H48', 'visit-overdue', 1)).toMatchObject({ state: 'stopped', because: 'acknowledged' });
  });

  it.each(['withdrawn', 'died'] as const)(
    'go to no participant who %s; staff still hear of what is overdue',
    async (as) => {
      const participant = await reminders.treated('LUMC', '2025-03-11T09:30:00.000Z');
      await reminders.participantContact(participant, `${as}@home.example`);
      await end(participant, as, '2025-03-14T11:00:00.000Z');
      await eventually(async () =>
        expect(await participant.notice('W12', 'visit-ahead')).toMatchObject({ state: 'stopped' }),
      );
      const notices = await participant.notices();
      const open = notices.filter(({ state }) => state === 'planned' || state === 'waiting' || state === 'held');
      expect(new Set(open.map(({ recipient }) => recipient))).not.toContain('participant');
      expect(await participant.notice('W24', 'visit-ahead')).toMatchObject({ because: expect.any(String) });
    },
  );

  it('move with the window, are the same when planned again, and stop when the rules no longer ask for them', async () => {
    const participant = await reminders.treated('UMCN', '2025-03-20T09:30:00.000Z');
    const { visitId } = participant.at('W04');
    const trials = service.app.get(Trials, { strict: false });
    const replan = (change?: string) =>
      service.app.get(Transactions, { strict: false }).run(aContext({ sites: ['UMCN'] }), async (tx) => {
        if (change) await tx.query(`update visit set ${change} where id = $1`, [visitId]);
        await replanNotices(tx, trials, participant.participantId);
      });
    const before = await participant.notices();
    await replan();
    expect(await participant.notices()).toEqual(before);

    const week = `interval '7 days'`;
    await replan(`opens_at = opens_at + ${week}, target_at = target_at + ${week}, closes_at = closes_at + ${week}`);
    const moved = await participant.notice('W04', 'visit-open');
    expect(before.find(({ noticeId }) => noticeId === moved.noticeId)?.momentAt).toBe('2025-04-13T22:00:00.000Z');
    expect(moved).toMatchObject({
      state: 'planned',
      momentAt: '2025-04-20T22:00:00.000Z',
      dueAt: '2025-04-21T06:00:00.000Z',
    });
    expect(
      await service.rows(
        `select to_char(due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at from deadline where key = $1 and status = 'armed'`,
        [moved.noticeId],
      ),
    ).toEqual([{ at: '2025-04-21 06:00' }]);
    await reminders.passTo('2025-04-15T10:00:00.000Z');
    expect(await participant.notice('W04', 'visit-open')).toMatchObject({ state: 'planned' });
    expect(await service.ask(watchNotices, trial, all)).toMatchObject({ missing: 0, unexpected: 0, misplaced: 0 });
  });

  it('are watched: what the rules intend and the ledger has not is counted', async () => {
    const { participantId } = await reminders.treated('UMCN', '2025-04-15T09:30:00.000Z');
    await reminders.passTo('2025-04-15T10:00:00.000Z');
    await reminders.untilSent();
    expect(await service.ask(watchNotices, trial, all)).toMatchObject({ missing: 0, dueWithoutOutcome: 0, inDoubt: 0 });
    await asSuperuser(service.database, (client) =>
      client.query(
        `set session_replication_role = replica; delete from scheduling.notice where visit_code = 'W52' and participant_id = '${participantId}'`,
      ),
    );
    expect((await service.ask(watchNotices, trial, all)).missing).toBeGreaterThan(5);
  });

  it('are listed page by page, by state, for those who may see the site', async () => {
    const pages = [];
    for (let cursor: string | undefined; ;) {
      const more = cursor === undefined ? {} : { cursor };
      const page = await service.ask(listNotices, { ...trial, state: 'sent', limit: 2, ...more }, all);
      pages.push(...page.items);
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    const sent = await service.rows<{ id: string }>(`select id from notice where state = 'sent' order by due_at, id`);
    expect(pages.map(({ noticeId }) => noticeId)).toEqual(sent.map(({ id }) => id));
    const elsewhere = { sites: ['ELSEWHERE'] };
    expect(await service.ask(listNotices, trial, elsewhere)).toEqual({ items: [] });
    const [{ noticeId } = { noticeId: '' }] = pages;
    for (const operation of [readNotice, acknowledgeNotice] as const)
      expect(await service.send(operation, { ...trial, noticeId }, elsewhere)).toMatchObject({
        rejection: { code: 'notice-unknown' },
      });
    expect(await service.send(resendNotice, { ...trial, noticeId: randomUUID(), reason: 'lost' }, all)).toMatchObject({
      rejection: { code: 'notice-unknown' },
    });
  });
});
