import { randomUUID } from 'node:crypto';
import { accessWithdrawn, visitMissed } from '@trial/contracts';
import { GatewayModule } from '../../../apps/gateway/src/gateway.module.js';
import { prepareHttp } from '../../../apps/gateway/src/prepare-http.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { SignedInGateway } from './signed-in-gateway.js';

describe('a stream of live events', () => {
  let door: SignedInGateway;
  let gateway: BootedService;
  beforeAll(async () => {
    door = await SignedInGateway.start();
    ({ gateway } = door);
  });
  afterAll(() => door.stop());

  const streams = '/v1/trials/MANUS/live-events';
  /** A person with a grant of their own, and a token that lives as long as a test wants. */
  const aMonitor = async ({ lifetime = 600, ...more }: { lifetime?: number; until?: string } = {}) => {
    const personId = `monitor-${randomUUID()}`;
    const { body } = await door.grant({ personId, role: 'monitor', ...more });
    const until = Math.floor(Date.now() / 1_000) + lifetime;
    const token = await door.signed(personId, {}, until);
    return { personId, token, grantId: String(body['grantId']), until: until * 1_000 };
  };
  const listen = async ({ token }: { token: string }, { url } = gateway) => {
    const response = await fetch(`${url}${streams}`, { headers: { authorization: `Bearer ${token}` } });
    const heard = { status: response.status, type: response.headers.get('content-type'), text: '', over: false };
    const whole = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) heard.text += decoder.decode(chunk, { stream: true });
      heard.over = true;
    })();
    return { heard, whole };
  };
  /** Something a monitor may know of; answers what its stream will carry. */
  const something = async () => {
    const participantId = randomUUID();
    const facts = { trialId: 'MANUS', siteId: 'UMCU', participantId, visitId: participantId, visitCode: 'V1' };
    await gateway.hear(visitMissed, { ...facts, trialVersion: 1, reason: 'not-at-site' });
    return participantId;
  };
  const opened = async (person: { token: string }) => {
    const stream = await listen(person);
    expect(stream.heard).toMatchObject({ status: 200, type: expect.stringContaining('text/event-stream') });
    const said = await something();
    await eventually(() => expect(stream.heard.text).toContain(said));
    return stream;
  };

  it('is refused like any other request to whoever has no access', async () => {
    const stranger = await aMonitor();
    await door.withdraw(stranger.grantId);
    const { heard, whole } = await listen(stranger);
    await whole;
    expect(heard.status).toBe(404);
    expect(heard.text).toContain('/problems/not-found');
    expect((await listen({ token: 'nonsense' })).heard.status).toBe(401);
  });

  it('ends with the grant it was opened under, cleanly, and the streams of others go on', async () => {
    const [leaver, stayer] = [await aMonitor(), await aMonitor()];
    const [leaving, staying] = [await opened(leaver), await opened(stayer)];
    await door.withdraw(leaver.grantId);
    // A response that was cut off would throw here.
    await leaving.whole;
    const said = await something();
    await eventually(() => expect(staying.heard.text).toContain(said));
    expect(leaving.heard.text).not.toContain(said);
    expect(leaving.heard.text).not.toContain('event: error');
    expect(staying.heard.over).toBe(false);
    await door.withdraw(stayer.grantId);
    await staying.whole;
  });

  it('ends in every replica: what another one withdrew is heard over NATS', async () => {
    const person = await aMonitor();
    const { whole } = await opened(person);
    const { grantId, personId } = person;
    await gateway.hear(accessWithdrawn, {
      trialId: 'MANUS',
      siteId: '',
      grantId,
      personId,
      role: 'monitor',
      sites: ['UMCU'],
    });
    await whole;
  });

  it('ends when the grant runs out', async () => {
    const person = await aMonitor({ until: '2026-01-01T00:00:00Z' });
    const { heard, whole } = await opened(person);
    await gateway.setTime('2025-12-31T23:59:59.999Z');
    const said = await something();
    await eventually(() => expect(heard.text).toContain(said));
    expect(heard.over).toBe(false);
    await gateway.setTime('2026-01-01T00:00:00.000Z');
    await whole;
  });

  it('ends when the token does', async () => {
    const person = await aMonitor({ lifetime: 10 });
    const { whole } = await opened(person);
    await whole;
    expect(Date.now()).toBeGreaterThanOrEqual(person.until - 5);
  });

  it('ends when the grant runs out by the clock on the wall', async () => {
    // Granted before the second gateway is there: either of the two could answer, and each has its own database.
    const person = await aMonitor();
    const running = await bootService('gateway', GatewayModule, {
      prepare: prepareHttp,
      variables: { OIDC_ISSUER: door.issuer, TRIAL_CLOCK: 'running' },
    });
    const until = new Date(Date.now() + 4_000);
    await asSuperuser(running.database, async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query(
        `insert into gateway.access_grant (id, trial_id, person_id, role, sites, organisation, zone, valid_from, valid_until)
           values ($1, 'MANUS', $2, 'monitor', '{UMCU}', 'UMC Utrecht', 'UTC', '2025-01-01T00:00:00Z', $3)`,
        [person.grantId, person.personId, until.toISOString()],
      );
    });
    const { heard, whole } = await listen(person, running);
    expect([heard.status, heard.over]).toEqual([200, false]);
    await whole;
    const late = Date.now() - until.getTime();
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(5_000);
    await running.stop();
  });
});
