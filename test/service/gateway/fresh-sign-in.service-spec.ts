import { randomUUID } from 'node:crypto';
import { breakCode, codeBroken } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, type BootedService } from '../../support/service.js';
import { SignedInGateway } from './signed-in-gateway.js';

const PARTICIPANT = '0195a1f2-0000-7000-8000-000000000001';

describe('a code break at the gateway', () => {
  let door: SignedInGateway;
  let gateway: BootedService;
  /** What a service was told of its caller, newest last. */
  const told: Context[] = [];

  beforeAll(async () => {
    door = await SignedInGateway.start();
    ({ gateway } = door);
    for (const role of ['investigator', 'monitor', 'safety-physician']) {
      const personId = role === 'investigator' ? 'investigator-umcu' : role;
      expect((await door.grant({ personId, role })).status).toBe(201);
    }
    // Stands in for the vault: what matters here is what the gateway sends.
    gateway.nats.subscribe(breakCode.subject, {
      callback: (_, message) => {
        told.push(message.json<{ context: Context }>().context);
        message.respond(JSON.stringify({ rejection: { code: 'not-allocated' } }));
      },
    });
  });
  afterAll(() => door.stop());

  const tokenOf = (personId: string, claims: Record<string, unknown>): Promise<string> =>
    door.signed(personId, claims, Math.floor(Date.now() / 1_000) + 300);
  const post = (token: string, path: string, body: object, key: string = randomUUID()) =>
    fetch(`${gateway.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
  const breaking = async (token: string, key?: string): Promise<Context> => {
    const path = `/v1/trials/MANUS/participants/${PARTICIPANT}/code-breaks`;
    await post(token, path, { cause: 'overdose-or-error', reason: 'the wrong syringe was used' }, key);
    const context = told.at(-1);
    if (!context) throw new Error('nobody was asked');
    return context;
  };

  it('says how long ago the caller signed in, which a token made this moment does not change', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const context = await breaking(await tokenOf('investigator-umcu', { auth_time: now - 1_000 }));
    expect(context.signedInSecondsAgo).toBeGreaterThanOrEqual(1_000);
    expect(context.signedInSecondsAgo).toBeLessThan(1_060);
  });

  it('says nothing of it when the token does not', async () => {
    expect(await breaking(await tokenOf('investigator-umcu', {}))).not.toHaveProperty('signedInSecondsAgo');
  });

  it('knows that a person who signs in at the provider has just done so', async () => {
    const accessToken = await door.tokenOf('investigator-umcu');
    expect((await breaking(accessToken)).signedInSecondsAgo).toBeLessThan(60);
  });

  it('is the same request after signing in again', async () => {
    const key = randomUUID();
    const now = Math.floor(Date.now() / 1_000);
    const stale = await breaking(await tokenOf('investigator-umcu', { auth_time: now - 1_000 }), key);
    const again = await breaking(await tokenOf('investigator-umcu', { auth_time: now }), key);
    expect(again.idempotency).toEqual(stale.idempotency);
    expect(again.signedInSecondsAgo).toBeLessThan(stale.signedInSecondsAgo ?? 0);
  });

  it.each(['monitor', 'safety-physician'])('is heard live by the %s: that it happened, and to whom', async (person) => {
    const leaving = new AbortController();
    const response = await fetch(`${gateway.url}/v1/trials/MANUS/live-events`, {
      headers: { authorization: `Bearer ${await tokenOf(person, {})}` },
      signal: leaving.signal,
    });
    let heard = '';
    const whole = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) heard += decoder.decode(chunk, { stream: true });
    })().catch(() => undefined);
    const id = await gateway.hear(codeBroken, {
      ...{ trialId: 'MANUS', siteId: 'UMCU', participantId: PARTICIPANT, codeBreakId: randomUUID() },
      ...{ cause: 'pregnancy', brokenBy: 'investigator-umcu', brokenAt: BEGINNING },
    });
    await eventually(() => expect(heard).toContain(id));
    const [line = ''] = heard.split('\n').filter((text) => text.includes(PARTICIPANT));
    expect(JSON.parse(line.replace('data: ', ''))).toEqual({
      time: BEGINNING,
      subject: PARTICIPANT,
      trialId: 'MANUS',
      siteId: 'UMCU',
    });
    leaving.abort();
    await whole;
  });
});
