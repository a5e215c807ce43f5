import { randomUUID } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { operationsOf, participantScreened, stepTrialClock, visitMissed } from '@trial/contracts';
import { Transactions } from '@trial/persistence';
import { GatewayModule } from '../../../apps/gateway/src/gateway.module.js';
import { StepTrialClock } from '../../../apps/gateway/src/trial-clock/step-trial-clock.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser, setTrialTime } from '../../support/stack.js';
import { ToyModule } from './toy.module.js';

const TRACE = '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01';
const administrator = { actor: 'operator', role: 'administrator', trialId: '', sites: [], trace: TRACE };
const withKey = (key: string, reason: string, fingerprint = 'same') => ({
  ...administrator,
  reason,
  cause: key,
  idempotency: { scope: 'operator repair', key, fingerprint },
});
const TRAIL = `
  select operation, actor, role, reason, trace, cause, trial_id, site_id, before ->> 'status' as before, after ->> 'status' as after, after::text as whole
    from audit_entry where table_name = $1 and row_id = $2 order by id`;

describe('a parked message', () => {
  const operations = operationsOf('scheduling');
  let service: BootedService;
  beforeAll(async () => {
    service = await bootService('scheduling', ToyModule);
  });
  afterAll(() => service.stop());

  const notes = (text: string) => service.rows<{ id: string }>('select id from note where text = $1', [text]);
  /** Parks an event that is mended at once: its text becomes `text`, which the handler accepts. */
  const parkedAndMended = async (text: string): Promise<{ id: string; eventId: string }> => {
    const data = { trialId: 'MANUS', siteId: 'UMCU', participantId: randomUUID(), participantCode: 'REFUSED' };
    const eventId = await service.hear(participantScreened, data);
    const parked = await eventually(async () => {
      const { items } = await service.ask(operations.parkedMessages, {}, administrator);
      const found = items.find((item) => item.eventId.startsWith(eventId));
      if (!found) throw new Error('not parked yet');
      return found;
    });
    await service.rows(
      `update parked_text set message = replace(message, 'REFUSED', $2) where parked_message_id = $1`,
      [parked.id, text],
    );
    return { id: parked.id, eventId };
  };
  const replay = (messageId: string, key: string, reason = 'the fault is gone') =>
    service.send(operations.replayParkedMessage, { messageId, reason }, withKey(key, reason));
  const statusOf = async (id: string) =>
    (await service.rows<{ status: string }>('select status from parked_message where id = $1', [id]))[0]?.status;

  it('is audited when it is parked, as the service, and when it is replayed, as whoever did it and why', async () => {
    const { id, eventId } = await parkedAndMended('AUDITED');
    expect(await replay(id, randomUUID())).toEqual({ ok: { messageId: id } });

    const trail = await service.rows<{ whole: string; cause: string }>(TRAIL, ['parked_message', id]);
    expect(trail).toEqual([
      expect.objectContaining({
        operation: 'insert',
        actor: 'service:scheduling',
        role: 'service',
        reason: `event:${participantScreened.type}`,
        before: null,
        after: 'parked',
      }),
      expect.objectContaining({
        operation: 'update',
        actor: 'operator',
        role: 'administrator',
        reason: 'the fault is gone',
        trace: TRACE,
        before: 'parked',
        after: 'replayed',
      }),
    ]);
    expect(trail[0]?.cause.startsWith(eventId)).toBe(true);
  });

  it('does not leave its text in the trail', async () => {
    const { id } = await parkedAndMended('TEXTLESS');
    await replay(id, randomUUID());
    for (const { whole } of await service.rows<{ whole: string }>(TRAIL, ['parked_message', id]))
      expect(whole).not.toContain('participantCode');
    expect(await service.rows(TRAIL, ['parked_text', id])).toEqual([]);
  });

  it('is handled by the service as itself, for the trial and site of the event, whoever replays', async () => {
    const { id, eventId } = await parkedAndMended('OWN-HAND');
    await replay(id, randomUUID());
    const [note] = await notes('OWN-HAND');
    expect(await service.rows(TRAIL, ['note', note?.id])).toEqual([
      expect.objectContaining({
        actor: 'service:scheduling',
        role: 'service',
        reason: `event:${participantScreened.type}`,
        cause: eventId,
        trial_id: 'MANUS',
        trace: expect.stringMatching(/^00-4bf92f3577b34da6a3ce929d0e0e4736-/),
      }),
    ]);
    const [armed] = await service.rows(`select count(*)::int as count from deadline where payload::text like $1`, [
      `%${note?.id}%`,
    ]);
    expect(armed).toEqual({ count: 1 });
    await eventually(async () =>
      expect((await service.said(visitMissed)).filter(({ reason }) => reason === eventId)).toHaveLength(1),
    );
  });

  it('is handled once when the request comes twice under one key, even at the same time, or under another', async () => {
    const { id } = await parkedAndMended('TWICE');
    const key = randomUUID();
    const replies = await Promise.all([replay(id, key), replay(id, key), replay(id, randomUUID())]);
    for (const reply of replies) {
      if ('rejection' in reply) expect(reply.rejection.code).toBe('request-still-running');
      else expect(reply).toEqual({ ok: { messageId: id } });
    }
    expect(await replay(id, key)).toEqual({ ok: { messageId: id } });
    expect(await notes('TWICE')).toHaveLength(1);
    expect(await service.rows(TRAIL, ['parked_message', id])).toHaveLength(2);
    expect(
      await service.send(
        operations.replayParkedMessage,
        { messageId: id, reason: 'something else' },
        withKey(key, 'something else', 'another'),
      ),
    ).toMatchObject({ rejection: { code: 'idempotency-key-reused' } });
  });

  it('stays parked, with nothing handled, when it cannot be marked as replayed', async () => {
    const { id, eventId } = await parkedAndMended('HALFWAY');
    const key = randomUUID();
    const database = (sql: string) =>
      asSuperuser(service.database, async (client) => {
        await client.query(`set search_path = scheduling; ${sql}`);
      });
    await database(`
      create function break_off() returns trigger language plpgsql as $$ begin raise exception 'broken off'; end $$;
      create trigger break_off before update on parked_message for each row execute function break_off()`);
    expect(await replay(id, key)).not.toHaveProperty('ok');
    expect(await notes('HALFWAY')).toHaveLength(0);
    expect(await service.rows('select 1 from inbox_message where event_id = $1', [eventId])).toHaveLength(0);
    expect(await statusOf(id)).toBe('parked');

    await database('drop function break_off() cascade');
    expect(await replay(id, key)).toEqual({ ok: { messageId: id } });
    expect(await notes('HALFWAY')).toHaveLength(1);
    expect(await statusOf(id)).toBe('replayed');
  });

  it('stays parked when its handler refuses it again, and the key stays free', async () => {
    const { id } = await parkedAndMended('REFUSED');
    const key = randomUUID();
    expect(await replay(id, key)).toMatchObject({ rejection: { code: 'participant-unknown' } });
    expect(await statusOf(id)).toBe('parked');
    await service.rows(
      `update parked_text set message = replace(message, 'REFUSED', 'AT-LAST') where parked_message_id = $1`,
      [id],
    );
    expect(await replay(id, key)).toEqual({ ok: { messageId: id } });
    expect(await notes('AT-LAST')).toHaveLength(1);
  });

  it('that names neither trial nor site is parked all the same, and audited', async () => {
    const nul = JSON.stringify({ trialid: '\u0000' });
    for (const nonsense of ['{ "half": ', nul])
      await jetstream(service.nats).publish(participantScreened.type, nonsense);
    await eventually(async () => {
      const parked = await service.rows<{ id: string }>(
        'select id from parked_message join parked_text on parked_message_id = id where message = any($1)',
        [['{ "half": ', nul]],
      );
      expect(parked).toHaveLength(2);
      for (const { id } of parked)
        expect(await service.rows(TRAIL, ['parked_message', id])).toEqual([
          expect.objectContaining({ actor: 'service:scheduling', trial_id: '' }),
        ]);
    });
  });

  it('is audited under the trial and site of its event', async () => {
    const { id } = await parkedAndMended('REFUSED');
    expect(await service.rows(TRAIL, ['parked_message', id])).toEqual([
      expect.objectContaining({ trial_id: 'MANUS', site_id: 'UMCU' }),
    ]);
  });

  it('leaves the chain whole', async () => {
    expect(await service.ask(operations.auditVerification, {}, administrator)).toMatchObject({
      intact: true,
      findings: [],
    });
  });
});

describe('a step of trial time', () => {
  let gateway: BootedService;
  beforeAll(async () => {
    gateway = await bootService('gateway', GatewayModule, { variables: { OIDC_ISSUER: 'http://127.0.0.1:1' } });
  });
  afterAll(() => gateway.stop());

  const step = (now: string, key: string = randomUUID(), reason = 'next visit') =>
    gateway.send(stepTrialClock, { now }, withKey(key, reason, now));
  const announced = async () => (await (await new Kvm(gateway.nats).open('trial-clock')).get('now'))?.string();
  const here = () => gateway.app.get(Transactions, { strict: false }).clock.now().toString();
  const recorded = () => gateway.rows<{ number: string }>('select number from trial_clock_step order by number');

  it('leaves an audit row that says who, why and when trial time still was what it had been', async () => {
    const before = here();
    expect(await step('2025-05-01T10:00:00.000Z')).toEqual({
      ok: { now: '2025-05-01T10:00:00Z', revision: expect.any(Number) },
    });
    expect(await announced()).toBe('2025-05-01T10:00:00.000Z');
    const [last] = (await recorded()).slice(-1);
    const trail = await gateway.rows<{ whole: string }>(
      `select operation, actor, role, reason, trace, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, after::text as whole
         from audit_entry where table_name = 'trial_clock_step' and row_id = $1`,
      [last?.number],
    );
    expect(trail).toEqual([
      expect.objectContaining({
        operation: 'insert',
        actor: 'operator',
        role: 'administrator',
        reason: 'next visit',
        trace: TRACE,
        at: before,
      }),
    ]);
    expect(trail[0]?.whole).toContain('2025-05-01T10:00:00');
    await eventually(() => expect(here()).toBe('2025-05-01T10:00:00Z'));
  });

  it('is one step and one answer when the request is repeated', async () => {
    const key = randomUUID();
    const first = await step('2025-05-02T10:00:00Z', key);
    const count = (await recorded()).length;
    expect(await step('2025-05-02T10:00:00Z', key)).toEqual(first);
    expect(await recorded()).toHaveLength(count);
  });

  it('does not turn time back when an old request is repeated', async () => {
    const key = randomUUID();
    await step('2025-05-03T10:00:00Z', key);
    await step('2025-05-04T10:00:00Z');
    expect(await step('2025-05-03T10:00:00Z', key)).toMatchObject({ ok: { now: '2025-05-03T10:00:00Z' } });
    expect(await announced()).toBe('2025-05-04T10:00:00.000Z');
  });

  it('may go back when somebody asks for it', async () => {
    expect(await step('2025-04-30T10:00:00Z')).toHaveProperty('ok');
    expect(await announced()).toBe('2025-04-30T10:00:00.000Z');
    await eventually(() => expect(here()).toBe('2025-04-30T10:00:00Z'));
  });

  it('that was recorded and never announced is announced when the request is repeated', async () => {
    const key = randomUUID();
    await step('2025-05-05T10:00:00Z', key);
    // As if the process had died before it announced.
    await setTrialTime(gateway.nats, '2025-05-04T10:00:00.000Z');
    await eventually(() => expect(here()).toBe('2025-05-04T10:00:00Z'));
    await step('2025-05-05T10:00:00Z', key);
    expect(await announced()).toBe('2025-05-05T10:00:00.000Z');
    await eventually(() => expect(here()).toBe('2025-05-05T10:00:00Z'));
  });

  it('that was recorded and never announced is announced when the gateway starts', async () => {
    await step('2025-05-06T10:00:00Z');
    await setTrialTime(gateway.nats, '2025-05-05T10:00:00.000Z');
    await gateway.app.get(StepTrialClock, { strict: false }).onApplicationBootstrap();
    expect(await announced()).toBe('2025-05-06T10:00:00.000Z');
  });

  it('is never announced when it could not be recorded', async () => {
    const steps = await recorded();
    const reply = await gateway.send(
      stepTrialClock,
      { now: '2025-05-07T10:00:00Z' },
      { ...withKey(randomUUID(), 'x'), actor: '' },
    );
    expect(reply).not.toHaveProperty('ok');
    expect(await announced()).toBe('2025-05-06T10:00:00.000Z');
    expect(await recorded()).toEqual(steps);
  });

  it('asked for by several at once ends where the last record says, for everybody', async () => {
    const days = ['08', '09', '10', '11', '12', '13'];
    const replies = await Promise.all(days.map((day) => step(`2025-05-${day}T10:00:00Z`)));
    for (const reply of replies) expect(reply).toHaveProperty('ok');
    const [last] = await gateway.rows<{ at: string }>(
      `select to_char(trial_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from trial_clock_step order by number desc limit 1`,
    );
    expect(await announced()).toBe(last?.at);
  });

  it('leaves the chain whole', async () => {
    expect(await gateway.ask(operationsOf('gateway').auditVerification, {}, administrator)).toMatchObject({
      intact: true,
      findings: [],
    });
  });
});
