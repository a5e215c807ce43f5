import { randomUUID } from 'node:crypto';
import {
  readDataCutFile,
  readVisit,
  roles,
  type DataCutFileRequest,
  type OperationReply,
  type OperationRequest,
  type OperationsProgress,
} from '@trial/contracts';
import { GatewayModule } from '../../../apps/gateway/src/gateway.module.js';
import { prepareHttp } from '../../../apps/gateway/src/prepare-http.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { treatmentTrialsFolder } from '../randomisation/treatment-trials.js';
import { GRANTS, SignedInGateway, type Answer } from './signed-in-gateway.js';

describe('the gateway', () => {
  let door: SignedInGateway;
  let gateway: BootedService;
  beforeAll(async () => {
    door = await SignedInGateway.start({ TRIALS_FOLDER: treatmentTrialsFolder() });
    ({ gateway } = door);
    for (const [personId, role, sites] of [
      ['investigator-umcu', 'investigator', ['UMCU']],
      ['monitor', 'monitor', ['UMCU', 'LUMC']],
      ['pharmacist-umcu', 'pharmacist', ['UMCU']],
    ] as const) {
      expect((await grant({ personId, role, sites })).status).toBe(201);
    }
  });
  afterAll(() => door.stop());

  const call = (...request: Parameters<SignedInGateway['call']>) => door.call(...request);
  const grant = (...request: Parameters<SignedInGateway['grant']>) => door.grant(...request);

  describe('a file', () => {
    const path = (file: string) => `/v1/trials/MANUS/data-cuts/${randomUUID()}/files/${file}`;
    const asked: OperationRequest[] = [];
    let answer: (cursor: string | undefined) => OperationReply;
    const pieces = ['organClass,\u00e9\r\n', 'Eye disorders,1\r\n', 'Overall,1\r\n'];
    const inPieces = (cursor: string | undefined): OperationReply => {
      const at = Number(cursor ?? 0);
      const nextCursor = at + 1 < pieces.length ? { nextCursor: String(at + 1) } : {};
      return { ok: { mediaType: 'text/csv', fileName: 'MANUS-grades.csv', text: pieces[at], ...nextCursor } };
    };

    beforeAll(async () => {
      gateway.nats.subscribe(readDataCutFile.subject, {
        callback: (_, message) => {
          const request = message.json<OperationRequest>();
          asked.push(request);
          message.respond(JSON.stringify(answer((request.request as DataCutFileRequest).cursor)));
        },
      });
      await gateway.nats.flush();
    });
    beforeEach(() => {
      asked.length = 0;
      answer = inPieces;
    });

    it('is sent whole, piece after piece, each asked for under the rights of the caller', async () => {
      const { status, headers, body } = await call('monitor', 'GET', path('maximum-grades.csv'));
      expect([status, body]).toEqual([200, { text: pieces.join('') }]);
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(headers.get('content-disposition')).toBe('attachment; filename="MANUS-grades.csv"');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
      expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual([
        'nosniff',
        'no-store, private',
      ]);
      expect(asked.map(({ request, context }) => [(request as DataCutFileRequest).cursor, context.role])).toEqual([
        [undefined, 'monitor'],
        ['1', 'monitor'],
        ['2', 'monitor'],
      ]);
    });

    it('begins at its beginning, whatever piece is asked for', async () => {
      const { body } = await call('monitor', 'GET', `${path('maximum-grades.csv')}?cursor=2`);
      expect(body).toEqual({ text: pieces.join('') });
    });

    it('that is a page is shown, and is no part of another', async () => {
      answer = () => ({ ok: { mediaType: 'text/html', fileName: 'MANUS-grades.html', text: '<p>1</p>' } });
      const { headers } = await call('monitor', 'GET', path('maximum-grades.html'));
      expect(headers.get('content-disposition')).toBe('inline; filename="MANUS-grades.html"');
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    });

    it('that is refused is a problem like any other', async () => {
      answer = () => ({ rejection: { code: 'data-cut-unknown', details: {} } });
      const { status, headers } = await call('monitor', 'GET', path('maximum-grades.csv'));
      expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
      expect((await call('investigator-umcu', 'GET', path('maximum-grades.csv'))).status).toBe(403);
    });

    it('that cannot be finished breaks off: nobody takes a part for the whole', async () => {
      answer = (cursor) => (cursor === '2' ? { fault: true } : inPieces(cursor));
      await expect(call('monitor', 'GET', path('maximum-grades.csv'))).rejects.toThrow(/terminated|fetch failed/);
      expect((await call('monitor', 'GET', GRANTS)).status).toBe(200);
    });
  });

  describe('who may', () => {
    it('asks for a token, and says so as a problem document', async () => {
      const answer = await call(undefined, 'GET', GRANTS);
      expect(answer).toMatchObject({ status: 401, body: { type: '/problems/not-signed-in', status: 401 } });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    });

    it('takes no token of another making', async () => {
      expect(
        await call(undefined, 'GET', GRANTS, undefined, {
          authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbmlzdHJhdG9yIn0.',
        }),
      ).toMatchObject({ status: 401 });
    });

    it('denies what no grant allows, and shows nothing of a trial to people outside it', async () => {
      expect(await call('investigator-umcu', 'GET', GRANTS)).toMatchObject({
        status: 403,
        body: { type: '/problems/role-not-allowed' },
      });
      expect(await call('data-manager', 'GET', GRANTS)).toMatchObject({
        status: 404,
        body: { type: '/problems/not-found' },
      });
      expect(await call('administrator', 'GET', '/v1/trials/NO-SUCH-TRIAL/participants')).toMatchObject({
        status: 403,
      });
      expect(await call('monitor', 'GET', '/v1/trials/NO-SUCH-TRIAL/access-grants')).toMatchObject({ status: 404 });
    });

    it('ends access at once when a grant is withdrawn', async () => {
      const { body } = await grant({ personId: 'study-nurse-umcu', role: 'monitor' });
      expect(await call('study-nurse-umcu', 'GET', GRANTS)).toMatchObject({ status: 200 });
      const withdrawn = await call(
        'administrator',
        'DELETE',
        `${GRANTS}/${String(body['grantId'])}`,
        { reason: 'left the site' },
        { 'idempotency-key': randomUUID() },
      );
      expect(withdrawn.status).toBe(200);
      expect(await call('study-nurse-umcu', 'GET', GRANTS)).toMatchObject({ status: 404 });
    });

    it.each([
      ['monitor', 'pharmacist'],
      ['pharmacist-umcu', 'monitor'],
    ])('never lets %s, who holds a role of one blinding class, hold %s as well', async (personId, role) => {
      expect(await grant({ personId, role })).toMatchObject({
        status: 422,
        body: { type: '/problems/blinding-conflict', field: 'role' },
      });
    });

    it('knows no classes in an open-label trial: each of its roles may be held, also two of them by one person', async () => {
      const open = '/v1/trials/OPEN/access-grants';
      const header = () => ({ 'idempotency-key': randomUUID() });
      const line = {
        sites: ['UMCU'],
        organisation: 'UMC Utrecht',
        zone: 'Europe/Amsterdam',
        from: '2025-01-01T00:00:00Z',
      };
      for (const role of roles.filter((each) => each !== 'participant'))
        expect([
          role,
          (await call('administrator', 'POST', open, { ...line, personId: 'everybody', role }, header())).status,
        ]).toEqual([role, 201]);
      // It changes nothing for the same person where allocations are hidden.
      expect(await grant({ personId: 'everybody', role: 'monitor' })).toMatchObject({ status: 201 });
      expect(await grant({ personId: 'everybody', role: 'pharmacist' })).toMatchObject({
        body: { type: '/problems/blinding-conflict' },
      });
    });

    it('remembers the class of a person whose grant has ended', async () => {
      const { body } = await grant({ personId: 'participant-01', role: 'list-statistician' });
      await call(
        'administrator',
        'DELETE',
        `${GRANTS}/${String(body['grantId'])}`,
        { reason: 'handed over' },
        { 'idempotency-key': randomUUID() },
      );
      expect(await grant({ personId: 'participant-01', role: 'data-manager' })).toMatchObject({
        status: 422,
        body: { type: '/problems/blinding-conflict' },
      });
    });
  });

  describe('writing', () => {
    const body = { personId: 'participant-02', role: 'monitor' };

    it('needs an Idempotency-Key that can be read', async () => {
      expect(await call('administrator', 'POST', GRANTS, body)).toMatchObject({
        status: 400,
        body: { type: '/problems/request-not-readable' },
      });
      const whole = { ...body, sites: ['UMCU'], organisation: 'x', zone: 'UTC', from: '2025-01-01T00:00:00Z' };
      expect(await call('administrator', 'POST', GRANTS, whole)).toMatchObject({
        status: 400,
        body: { type: '/problems/idempotency-key-missing' },
      });
      expect(await call('administrator', 'POST', GRANTS, whole, { 'idempotency-key': 'short' })).toMatchObject({
        status: 400,
        body: { type: '/problems/idempotency-key-not-readable' },
      });
    });

    it('refuses a second line for a role while the first is in force, and takes one for the time after', async () => {
      const personId = 'participant-05';
      const january = { personId, role: 'monitor', until: '2025-02-01T00:00:00Z' };
      expect(await grant(january)).toMatchObject({ status: 201 });
      expect(await grant({ ...january, from: '2025-01-20T00:00:00Z', until: '2025-03-01T00:00:00Z' })).toMatchObject({
        status: 409,
        body: { type: '/problems/access-already-granted' },
      });
      expect(await grant({ personId, role: 'monitor', from: '2025-02-01T00:00:00Z' })).toMatchObject({ status: 201 });
    });

    it('refuses an end before the beginning, and names it', async () => {
      expect(await grant({ personId: 'participant-06', role: 'monitor', until: '2024-12-31T00:00:00Z' })).toMatchObject(
        { status: 400, body: { field: 'until' } },
      );
    });

    it('gives a repeat the first answer, and refuses the key to another request', async () => {
      const key = randomUUID();
      const first = await grant({ personId: 'participant-03', role: 'monitor' }, key);
      const again = await grant({ personId: 'participant-03', role: 'monitor' }, key);
      expect(again).toMatchObject({ status: 201, body: first.body });
      expect(await grant({ personId: 'participant-04', role: 'monitor' }, key)).toMatchObject({
        status: 422,
        body: { type: '/problems/idempotency-key-reused' },
      });
      expect(await grant({ personId: 'participant-03', role: 'monitor' })).toMatchObject({
        status: 409,
        body: { type: '/problems/access-already-granted' },
      });
    });

    it.each([
      ['an unknown field', { colour: 'blue' }, 'colour'],
      ['an impossible date', { from: '2025-02-30T00:00:00Z' }, 'from'],
      ['a wrong type', { sites: 'UMCU' }, 'sites'],
      ['an unknown role', { role: 'wizard' }, 'role'],
      ['what the path says already', { trialId: 'MANUS' }, 'trialId'],
    ])('names the field and the rule of %s', async (_, wrong, field) => {
      const answer = await grant({ personId: 'participant-05', role: 'monitor', ...wrong });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({
        type: '/problems/request-not-readable',
        field,
        detail: expect.stringContaining(field),
      });
    });

    it('answers a body that is no JSON, or too large, as a problem', async () => {
      const send = (text: string) =>
        fetch(`${gateway.url}${GRANTS}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: text,
        }).then(async (response) => ({
          status: response.status,
          type: response.headers.get('content-type'),
          text: await response.text(),
        }));
      expect(await send('{"half":')).toMatchObject({ status: 400, type: expect.stringContaining('problem+json') });
      expect(await send(JSON.stringify({ x: 'y'.repeat(400_000) }))).toMatchObject({
        status: 413,
        type: expect.stringContaining('problem+json'),
      });
    });

    it('says 503 while a service is away, which is safe to repeat', async () => {
      const answer = await call('investigator-umcu', 'GET', '/v1/trials/MANUS/participants');
      expect(answer).toMatchObject({ status: 503, body: { type: '/problems/service-away' } });
    });
  });

  it('pages through a list without gap or repeat', async () => {
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const { body } = await call('administrator', 'GET', `${GRANTS}?limit=2${cursor}`);
      seen.push(...(body['items'] as { grantId: string }[]).map(({ grantId }) => grantId));
      const next = body['nextCursor'];
      if (typeof next !== 'string') break;
      cursor = `&cursor=${next}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(4);
    expect(await call('administrator', 'GET', `${GRANTS}?cursor=%25%25`)).toMatchObject({
      status: 400,
      body: { type: '/problems/cursor-not-readable' },
    });
  });

  describe('an answer the caller holds', () => {
    const held = (username: string, path: string, tag: string) =>
      call(username, 'GET', path, undefined, { 'if-none-match': tag });
    const tagOf = ({ headers }: Answer) => headers.get('etag') ?? '';

    it('is not sent again, and is once it changed; no cache keeps it', async () => {
      const first = await call('administrator', 'GET', GRANTS);
      expect(tagOf(first)).toMatch(/^"[\w-]{43}"$/);
      expect(first.headers.get('content-type')).toBe('application/json; charset=utf-8');
      for (const tag of [tagOf(first), `W/${tagOf(first)}`, `"other", ${tagOf(first)}`, '*']) {
        const again = await held('administrator', GRANTS, tag);
        expect([tag, again.status, again.body, tagOf(again)]).toEqual([tag, 304, { text: '' }, tagOf(first)]);
        expect(again.headers.get('cache-control')).toBe('no-store, private');
        expect(again.headers.get('vary')).toBe('Authorization');
      }
      expect((await held('administrator', GRANTS, '"other"')).body).toEqual(first.body);

      await grant({ personId: `monitor-${randomUUID()}`, role: 'monitor' });
      const changed = await held('administrator', GRANTS, tagOf(first));
      expect([changed.status, tagOf(changed) === tagOf(first)]).toEqual([200, false]);
    });

    it("is nobody else's: without access the tag opens nothing, and a refusal has none", async () => {
      const tag = tagOf(await call('administrator', 'GET', GRANTS));
      const refused = await held('investigator-umcu', GRANTS, tag);
      expect([refused.status, refused.headers.get('etag')]).toEqual([403, null]);
      expect(refused.headers.get('cache-control')).toBe('no-store, private');
      expect((await call(undefined, 'GET', GRANTS, undefined, { 'if-none-match': tag })).status).toBe(401);
    });

    it('is always sent when it has a version, because parts of it change with the clock alone', async () => {
      const visit = randomUUID();
      const subscription = gateway.nats.subscribe(readVisit.subject, {
        callback: (_, message) => void message.respond(JSON.stringify({ ok: { version: 3 }, etag: '"3"' })),
      });
      const path = `/v1/trials/MANUS/participants/${visit}/visits/${visit}`;
      await gateway.nats.flush();
      const answer = await held('investigator-umcu', path, '"3"');
      subscription.unsubscribe();
      expect([answer.status, tagOf(answer), answer.body]).toEqual([200, '"3"', { version: 3 }]);
    });
  });

  it('serves the committed API document and its pages', async () => {
    const { body } = await call(undefined, 'GET', '/openapi.json');
    expect(body['openapi']).toBe('3.1.0');
    expect(Object.keys(body['paths'] as object)).toContain('/v1/trials/{trialId}/access-grants');
    expect((await fetch(`${gateway.url}/docs`)).status).toBe(200);
  });

  it('steps trial time for an administrator, and every process confirms', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const step = await call('administrator', 'PUT', '/v1/ops/trial-clock', { now: '2025-04-01T00:00:00Z' }, key);
    expect(step.status).toBe(200);
    const clock = await call('administrator', 'GET', '/v1/ops/trial-clock');
    expect(clock.body).toMatchObject({ stepped: true });
    expect(await call('monitor', 'PUT', '/v1/ops/trial-clock', { now: '2025-04-02T00:00:00Z' }, key)).toMatchObject({
      status: 403,
    });
  });

  describe('one look at the platform', () => {
    const look = (after?: string) =>
      call('administrator', 'GET', `/v1/ops/progress${after ? `?after=${encodeURIComponent(after)}` : ''}`);
    const own = ({ body }: Awaited<ReturnType<typeof look>>) =>
      (body['services'] as OperationsProgress[]).find(({ service }) => service === 'gateway');

    it('shows what a service sent, from where the caller is, and names who gives no answer', async () => {
      const whole = await eventually(async () => {
        const seen = await look();
        expect(own(seen)?.sent.length).toBeGreaterThan(1);
        return seen;
      });
      expect(whole.body['away']).toEqual(expect.arrayContaining(['safety', 'vault']));
      const first = own(whole)?.sent[0]?.sequence ?? 0;
      expect(own(await look(`gateway:${first}:0`))?.sent[0]?.sequence).toBe(own(whole)?.sent[1]?.sequence);
      expect(own(await look('gateway:999999:999999'))).toMatchObject({ sent: [], received: [] });
    });

    it.each(['gateway', 'gateway:1', 'gateway:1:-1', 'nobody:1:1', 'gateway:1:1,,'])(
      'refuses %j as a place to go on from, and names the field',
      async (after) => {
        expect(await look(after)).toMatchObject({ status: 400, body: { field: 'after' } });
      },
    );
  });

  it('limits a caller who asks too often, and says how long to wait', async () => {
    const limited = await bootService('gateway', GatewayModule, {
      prepare: prepareHttp,
      variables: { OIDC_ISSUER: door.issuer, RATE_LIMIT_PER_MINUTE: '3' },
    });
    const statuses = [];
    let last: Response | undefined;
    for (let request = 0; request < 5; request++) {
      last = await fetch(`${limited.url}${GRANTS}`);
      statuses.push(last.status);
    }
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await last?.json()).toMatchObject({ type: '/problems/too-many-requests' });
    await limited.stop();
  });
});
