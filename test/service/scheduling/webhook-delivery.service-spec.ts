import {
  listWebhookDeadLetters,
  operationsOf,
  pauseWebhook,
  replayWebhook,
  replayWebhookDelivery,
  resumeWebhook,
} from '@trial/contracts';
import { Transactions } from '@trial/persistence';
import { startService } from '@trial/process';
import { Webhook } from 'standardwebhooks';
import { deliveryContext, takeDelivery } from '../../../apps/scheduling/src/webhooks/attempt-delivery.js';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { freePort } from '../../../deploy/local/ports.mjs';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { ANCHOR, Hooks, manager, NOW, quick, trial, WHY } from './hooks.js';

describe('delivery to webhooks', () => {
  let environment: Record<string, string> = {};
  let service: BootedService;
  let receiver: WebhookReceiver;
  let hooks: Hooks;
  const others: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    // It looks at its queue once and then rests, so that a test can act for a process that dies.
    service = await bootService('scheduling', SchedulingModule, {
      now: NOW,
      variables: (given) => {
        environment = given;
        return { ...quick, WEBHOOK_POLL_MS: '1000000000' };
      },
    });
    hooks = new Hooks(service, receiver);
  });
  afterEach(() => hooks.deleteAll());
  afterAll(async () => {
    receiver.goOn();
    for (const other of others) await other.close();
    await service.stop();
    await receiver.stop();
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
        ...quick,
      },
    });
    others.push(app);
  };
  const idsAt = (path: string): string[] => [...new Set(receiver.at(path).map(({ id }) => id))];

  it('repeats an attempt whose end nobody wrote down, under the same id', async () => {
    const hook = await hooks.told('crash');
    const { deliveryId, webhookId, siteId } = await hooks.only(hook, { state: 'waiting', attempts: 0 });
    const transactions = service.app.get(Transactions, { strict: false });
    const place = { deliveryId, webhookId, siteId, ...trial };
    const take = () => transactions.run(deliveryContext(transactions, place), (tx) => takeDelivery(tx, place, 3_000));
    expect(await take()).toMatchObject({ deliveryId, number: 1, rotations: [1] });
    // Nobody else takes it while the lease lasts; and whoever took it dies.
    expect(await take()).toBeUndefined();
    expect(await hooks.outcomes(deliveryId)).toEqual([['in-doubt']]);
    await replica(2);
    await hooks.only(hook, { state: 'delivered', attempts: 2 });
    expect(await hooks.outcomes(deliveryId)).toEqual([['in-doubt'], ['delivered', 204]]);
    expect(receiver.at('crash').map(({ id }) => id)).toEqual([deliveryId]);
  });

  it('tries again what is refused or redirected, with the same id and bytes, and follows nothing', async () => {
    const hook = await hooks.told('mended', 500, 302, 404);
    const { deliveryId } = await hooks.only(hook, { state: 'delivered', attempts: 4 });
    expect(await hooks.outcomes(deliveryId)).toEqual([
      ['refused', 500],
      ['refused', 302],
      ['refused', 404],
      ['delivered', 204],
    ]);
    expect(idsAt('mended')).toEqual([deliveryId]);
    expect(new Set(receiver.at('mended').map(({ body }) => body)).size).toBe(1);
    for (const { body, headers } of receiver.at('mended')) new Webhook(hook.secret).verify(body, headers);
    expect(receiver.at('redirected')).toEqual([]);
    const kept = await service.rows(`select 1 from audit_entry where after::text like '%never kept%'`);
    expect(kept).toEqual([]);
  });

  it('waits for no answer longer than it may', async () => {
    const hook = await hooks.told('slow', 'stall');
    const { deliveryId } = await hooks.only(hook, { state: 'delivered', attempts: 2 });
    expect(await hooks.outcomes(deliveryId)).toEqual([['timed-out'], ['delivered', 204]]);
    expect(idsAt('slow')).toEqual([deliveryId]);
  });

  it('gives up after the last pause, lists it, and sends it again when a person asks for it', async () => {
    const hook = await hooks.told('dead', 500, 500, 500, 500);
    const { deliveryId } = await hooks.only(hook, { state: 'dead', because: 'exhausted', attempts: 4 });
    const letters = { ...trial, webhookId: hook.webhookId };
    expect((await service.ask(listWebhookDeadLetters, letters, manager)).items).toMatchObject([{ deliveryId }]);

    const replay = { ...trial, deliveryId, reason: 'the receiver was mended' };
    expect(await service.ask(replayWebhookDelivery, replay, { ...manager, reason: replay.reason })).toMatchObject({
      state: 'waiting',
      round: 2,
    });
    await hooks.only(hook, { state: 'delivered', attempts: 5, round: 2 });
    expect((await service.ask(listWebhookDeadLetters, letters, manager)).items).toEqual([]);
    expect(idsAt('dead')).toEqual([deliveryId]);
    const [{ reason } = { reason: '' }] = await service.rows<{ reason: string }>(
      `select reason from audit_entry where row_id = $1 and table_name = 'webhook_delivery' and after ->> 'round' = '2'
        order by id limit 1`,
      [deliveryId],
    );
    expect(reason).toBe('the receiver was mended');
  });

  it('refuses to repeat what is not settled, and what is not there', async () => {
    const hook = await hooks.told('unsettled', 'stall');
    const { deliveryId } = await hooks.only(hook, { state: 'waiting' });
    expect(await service.send(replayWebhookDelivery, { ...trial, deliveryId, ...WHY }, manager)).toMatchObject({
      rejection: { code: 'webhook-delivery-not-settled' },
    });
    const nothing = { ...trial, deliveryId: hook.webhookId, ...WHY };
    expect(await service.send(replayWebhookDelivery, nothing, manager)).toMatchObject({
      rejection: { code: 'webhook-delivery-unknown' },
    });
    await hooks.only(hook, { state: 'delivered' });
  });

  it('sends nothing more to a receiver that answers 410, keeps it, and goes on when a person resumes it', async () => {
    const hook = await hooks.told('gone', 410);
    const at = { ...trial, webhookId: hook.webhookId, ...WHY };
    const { deliveryId } = await hooks.only(hook, { state: 'dead', because: 'gone', attempts: 1 });
    expect(await hooks.stateOf(hook)).toBe('disabled');
    await hooks.reminders.passTo('2025-03-06T12:30:00.000Z');
    await hooks.visited();
    await hooks.until(hook, { state: 'dead' }, { state: 'held', because: 'disabled', attempts: 0 });
    expect(receiver.at('gone')).toHaveLength(1);

    await service.ask(resumeWebhook, at, manager);
    await hooks.until(hook, { state: 'dead' }, { state: 'delivered' });
    await service.ask(replayWebhookDelivery, { ...trial, deliveryId, ...WHY }, manager);
    await hooks.until(hook, { state: 'delivered', round: 2 }, { state: 'delivered', round: 1 });
    expect(idsAt('gone')).toHaveLength(2);
  });

  it('after 410 keeps back what waits at every site of the webhook', async () => {
    const hook = await hooks.make('closed', { sites: ['UMCU', 'LUMC'] });
    const at = { ...trial, webhookId: hook.webhookId, ...WHY };
    receiver.answers('closed', 410, 'stall');
    await service.ask(pauseWebhook, at, manager);
    for (const siteId of ['LUMC', 'UMCU']) await hooks.visited(siteId);
    await hooks.until(hook, { state: 'held' }, { state: 'held' });
    // Both at once: whichever comes first is refused for good, and the other belongs to the other site.
    await service.ask(resumeWebhook, at, manager);
    await eventually(async () => {
      const found = await hooks.deliveries(hook);
      expect(found.map(({ state, because }) => [state, because]).sort()).toEqual([
        ['dead', 'gone'],
        ['held', 'disabled'],
      ]);
      expect(new Set(found.map(({ siteId }) => siteId)).size).toBe(2);
    });
  });

  it('sends everything again since a moment, with the same ids, signed anew', async () => {
    const hook = await hooks.told('again');
    await hooks.only(hook, { state: 'delivered' });
    const later = '2025-03-06T13:00:00.000Z';
    await hooks.reminders.passTo(later);
    await hooks.visited();
    const [first, second] = await hooks.until(hook, { state: 'delivered' }, { state: 'delivered', occurredAt: later });
    const at = { ...trial, webhookId: hook.webhookId, ...WHY };
    expect(await service.ask(replayWebhook, { ...at, since: later }, manager)).toEqual({ replayed: 1 });
    await hooks.until(hook, { round: 1 }, { round: 2, state: 'delivered' });
    expect(await service.ask(replayWebhook, { ...at, since: ANCHOR }, manager)).toEqual({ replayed: 2 });
    await hooks.until(hook, { round: 2, state: 'delivered' }, { round: 3, state: 'delivered' });
    const ids = receiver.at('again').map(({ id }) => id);
    expect(ids.filter((id) => id === first?.deliveryId)).toHaveLength(2);
    expect(ids.filter((id) => id === second?.deliveryId)).toHaveLength(3);
    for (const { body, headers } of receiver.at('again')) new Webhook(hook.secret).verify(body, headers);
  });

  it('lets a receiver that never answers hold up no other', async () => {
    receiver.answers('never', ...Array<'stall'>(100).fill('stall'));
    await hooks.make('never');
    const lively = await hooks.make('lively');
    for (let n = 0; n < 8; n += 1) await hooks.visited();
    await hooks.until(lively, ...Array<object>(8).fill({ state: 'delivered', attempts: 1 }));
  });

  it('with three replicas posts every message once', async () => {
    await replica(3);
    await replica(4);
    const hook = await hooks.make('three', { kinds: ['visit.done', 'visit.planned'] });
    for (let n = 0; n < 8; n += 1) await hooks.visited();
    const found = await eventually(async () => {
      const messages = await hooks.deliveries(hook);
      expect(messages.filter(({ kind }) => kind === 'visit.done')).toHaveLength(8);
      expect(messages.filter(({ state }) => state !== 'delivered')).toEqual([]);
      return messages;
    });
    expect(found.filter(({ attempts }) => attempts !== 1)).toEqual([]);
    expect(receiver.at('three')).toHaveLength(found.length);
    expect(idsAt('three').sort()).toEqual(found.map(({ deliveryId }) => deliveryId).sort());
    const status = operationsOf('scheduling').status;
    expect(await service.ask(status, {}, { role: 'administrator', trialId: '' })).toMatchObject({ parked: 0 });
  });
});
