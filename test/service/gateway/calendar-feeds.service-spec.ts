import { randomUUID } from 'node:crypto';
import {
  readOwnCalendar,
  readSiteCalendar,
  type CalendarEntry,
  type CalendarOfSite,
  type OperationReply,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import ICAL from 'ical.js';
import { GatewayModule } from '../../../apps/gateway/src/gateway.module.js';
import { prepareHttp } from '../../../apps/gateway/src/prepare-http.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SignedInGateway } from './signed-in-gateway.js';

const PARTICIPANT = '0195a1f2-0000-7000-8000-000000000001';
const SITE_FEEDS = '/v1/trials/MANUS/sites/UMCU/calendar-feeds';
const OWN_FEEDS = `/v1/trials/MANUS/participants/${PARTICIPANT}/calendar-feeds`;
const FEEDS = '/v1/trials/MANUS/calendar-feeds';
const entry = (version: number): CalendarEntry => ({
  ...{ visitId: randomUUID(), kind: 'appointment', cancelled: false, startsAt: '2025-03-18T08:00:00.000Z' },
  ...{ changedAt: '2025-03-04T12:00:00.000Z', version },
});

type Asked = { request: CalendarOfSite; context: Context };

describe('a calendar feed', () => {
  let door: SignedInGateway;
  let gateway: BootedService;
  /** What scheduling was asked, newest last, and what it answers. */
  const asked: Asked[] = [];
  const pages: CalendarEntry[][] = [[entry(1), entry(2)], [entry(3)]];
  let answer: (() => OperationReply | undefined) | undefined;

  beforeAll(async () => {
    door = await SignedInGateway.start({ ANSWER_WITHIN_MS: '3000' }, '2025-03-05T12:00:00.000Z');
    ({ gateway } = door);
    await grant('participant-01', 'participant', { participantId: PARTICIPANT });
    await grant('monitor', 'monitor');
    for (const { subject } of [readSiteCalendar, readOwnCalendar])
      gateway.nats.subscribe(subject, {
        callback: (_, message) => {
          const said = message.json<Asked>();
          asked.push(said);
          const page = said.request.cursor === undefined ? 0 : Number(said.request.cursor);
          const next = page + 1 < pages.length ? { nextCursor: String(page + 1) } : {};
          const reply = answer ? answer() : { ok: { items: pages[page], ...next } };
          if (reply) message.respond(JSON.stringify(reply));
        },
      });
  });
  afterAll(() => door.stop());
  beforeEach(() => {
    answer = undefined;
  });

  const call = async (username: string, method: string, path: string, asked?: object, key: string = randomUUID()) => {
    const { status, body } = await door.call(username, method, path, asked, { 'idempotency-key': key });
    return { status, body };
  };
  const grant = async (personId: string, role: string, more: object = {}): Promise<string> => {
    const answered = await door.grant({ personId, role, ...more });
    expect(answered.status).toBe(201);
    return String(answered.body['grantId']);
  };
  const withdraw = async (grantId: string) => expect(await door.withdraw(grantId)).toMatchObject({ status: 200 });
  /** As a calendar program does: nothing but the address. */
  const fetchFeed = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${gateway.url}${path}`, { headers });
    const text = await response.text();
    // The trace is another one for every request.
    const { trace: _, ...problem } = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, headers: response.headers, text, problem };
  };
  const make = async (username: string, path: string) => {
    const { status, body } = await call(username, 'POST', path);
    expect(status).toBe(201);
    return { feedId: String(body['feedId']), path: String(body['path']) };
  };
  const NOBODY = `/v1/calendars/${'a'.repeat(43)}.ics`;

  it('of a site is read by whoever knows the address, under the rights of the person whose feed it is', async () => {
    await grant('investigator-umcu', 'investigator', { sites: ['UMCU', 'LUMC'] });
    const { path } = await make('investigator-umcu', SITE_FEEDS);
    expect(path).toMatch(/^\/v1\/calendars\/[\w-]{43}\.ics$/);
    const { status, headers, text } = await fetchFeed(path);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(headers.get('cache-control')).toContain('private');
    const component = new ICAL.Component(ICAL.parse(text));
    const uids = component.getAllSubcomponents('vevent').map((event) => event.getFirstPropertyValue('uid'));
    expect(uids).toEqual(pages.flat().map(({ visitId }) => `${visitId}@trial-platform`));
    const { request, context } = asked.at(-1) ?? {};
    expect(request).toMatchObject({ trialId: 'MANUS', siteId: 'UMCU' });
    expect(context).toMatchObject({ actor: 'investigator-umcu', role: 'investigator', sites: ['UMCU'] });
    expect(JSON.stringify(asked)).not.toContain(path.slice(14, 57));
  });

  it('of a participant is about that participant', async () => {
    const { path } = await make('participant-01', OWN_FEEDS);
    expect(await fetchFeed(path)).toMatchObject({ status: 200 });
    expect(asked.at(-1)).toMatchObject({
      request: { trialId: 'MANUS', participantId: PARTICIPANT },
      context: { role: 'participant', participantId: PARTICIPANT, sites: ['UMCU'] },
    });
  });

  it('is not sent again while nothing changed', async () => {
    const { path } = await make('investigator-umcu', SITE_FEEDS);
    const first = await fetchFeed(path);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    for (const header of [etag, `W/${etag}`, `"another", ${etag}`]) {
      const again = await fetchFeed(path, { 'if-none-match': header });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    }
    answer = () => ({ ok: { items: [] } });
    expect(await fetchFeed(path, { 'if-none-match': etag })).toMatchObject({ status: 200 });
  });

  it('is not made for a calendar that is not the own one', async () => {
    expect(await call('investigator-umcu', 'POST', '/v1/trials/MANUS/sites/UMCN/calendar-feeds')).toMatchObject({
      status: 404,
      body: { type: '/problems/site-unknown' },
    });
    const another = OWN_FEEDS.replace(PARTICIPANT, randomUUID());
    expect(await call('participant-01', 'POST', another)).toMatchObject({
      status: 404,
      body: { type: '/problems/participant-unknown' },
    });
    expect((await call('participant-01', 'POST', SITE_FEEDS)).status).toBe(403);
    expect((await call('monitor', 'POST', SITE_FEEDS)).status).toBe(403);
  });

  it('ends when it is revoked, replaced or never was, and all of it looks the same', async () => {
    const first = await make('investigator-umcu', SITE_FEEDS);
    const second = await make('investigator-umcu', SITE_FEEDS);
    const list = await call('investigator-umcu', 'GET', FEEDS);
    expect(list.body).toEqual({
      items: [{ feedId: second.feedId, of: 'site', siteId: 'UMCU', createdAt: '2025-03-05T12:00:00.000Z' }],
    });
    const revoke = (username: string) => call(username, 'DELETE', `${FEEDS}/${second.feedId}`);
    expect(await revoke('participant-01')).toMatchObject({ body: { type: '/problems/calendar-feed-unknown' } });
    expect((await fetchFeed(second.path)).status).toBe(200);
    expect((await revoke('investigator-umcu')).status).toBe(200);
    expect((await revoke('investigator-umcu')).status).toBe(404);

    const answers = [];
    for (const path of [first.path, second.path, NOBODY, '/v1/calendars/short.ics'])
      answers.push(await fetchFeed(path));
    for (const { status, problem, headers } of answers) {
      expect([status, problem]).toEqual([404, answers[0]?.problem]);
      expect([...headers.keys()].sort()).toEqual([...(answers[0]?.headers.keys() ?? [])].sort());
    }
    expect((await call('investigator-umcu', 'GET', FEEDS)).body).toEqual({ items: [] });
  });

  it('ends with the access it was made under, and does not come back with another', async () => {
    const grantId = await grant('study-nurse-umcu', 'study-nurse');
    const { path } = await make('study-nurse-umcu', SITE_FEEDS);
    expect((await fetchFeed(path)).status).toBe(200);
    await withdraw(grantId);
    expect((await fetchFeed(path)).status).toBe(404);
    await grant('study-nurse-umcu', 'study-nurse', { from: '2025-03-05T12:00:00Z' });
    expect((await fetchFeed(path)).status).toBe(404);
    expect((await fetchFeed((await make('study-nurse-umcu', SITE_FEEDS)).path)).status).toBe(200);
  });

  it('shows its address once, and keeps it nowhere', async () => {
    const key = randomUUID();
    const first = await call('investigator-umcu', 'POST', SITE_FEEDS, undefined, key);
    const again = await call('investigator-umcu', 'POST', SITE_FEEDS, undefined, key);
    expect(again).toEqual({ status: 201, body: { feedId: first.body['feedId'] } });
    const path = String(first.body['path']);
    expect((await fetchFeed(path)).status).toBe(200);

    const token = path.slice(14, 57);
    const tables = await gateway.rows<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'gateway'::regnamespace and relkind = 'r'`,
    );
    expect(tables.length).toBeGreaterThan(8);
    for (const { name } of tables) {
      const found = await gateway.rows(`select 1 from ${name} row where strpos(row::text, $1) > 0`, [token]);
      expect([name, found]).toEqual([name, []]);
    }
  });

  it('is worth asking again when scheduling gives no answer, and not when it shows nothing', async () => {
    const { path } = await make('investigator-umcu', SITE_FEEDS);
    answer = () => undefined;
    expect(await fetchFeed(path)).toMatchObject({ status: 504, problem: { type: '/problems/no-answer-in-time' } });
    answer = () => ({ fault: true });
    expect((await fetchFeed(path)).status).toBe(500);
    answer = () => ({ rejection: { code: 'trial-not-active-at-site' } });
    expect((await fetchFeed(path)).status).toBe(404);
  });

  it('runs out when access does', async () => {
    await grant('investigator-lumc', 'investigator', { until: '2025-03-06T00:00:00Z' });
    const { path } = await make('investigator-lumc', SITE_FEEDS);
    expect((await fetchFeed(path)).status).toBe(200);
    await gateway.setTime('2025-03-06T00:00:00.000Z');
    await eventually(async () => expect((await fetchFeed(path)).status).toBe(404));
  });

  it('gives nobody more guesses for bringing another token each time', async () => {
    const limited = await bootService('gateway', GatewayModule, {
      prepare: prepareHttp,
      variables: { OIDC_ISSUER: door.issuer, RATE_LIMIT_PER_MINUTE: '3' },
    });
    const statuses = [];
    for (let guess = 0; guess < 5; guess++) {
      const response = await fetch(`${limited.url}${NOBODY}`, { headers: { authorization: `Bearer ${guess}` } });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
    await limited.stop();
  });
});
