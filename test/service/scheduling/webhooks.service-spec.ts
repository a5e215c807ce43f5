import { randomUUID } from 'node:crypto';
import {
  createWebhook,
  deleteWebhook,
  listWebhookDeliveries,
  listWebhooks,
  missVisit,
  pauseWebhook,
  readWebhookDelivery,
  replayWebhook,
  replayWebhookDelivery,
  resumeWebhook,
  rotateWebhookSecret,
} from '@trial/contracts';
import { Webhook } from 'standardwebhooks';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { ANCHOR, Hooks, manager, NOW, quick, trial, WHY } from './hooks.js';

const umcu = { role: 'data-manager', sites: ['UMCU'] };

describe('webhooks', () => {
  let service: BootedService;
  let receiver: WebhookReceiver;
  let hooks: Hooks;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    service = await bootService('scheduling', SchedulingModule, { now: NOW, variables: quick });
    hooks = new Hooks(service, receiver);
  });
  afterEach(() => hooks.deleteAll());
  afterAll(async () => {
    await service.stop();
    await receiver.stop();
  });

  const rejected = (code: string) => ({ rejection: { code } });

  it('are told of a visit once, signed, in ids alone', async () => {
    const { participant, secret, ...hook } = await hooks.told('ok');
    const delivery = await hooks.only(hook, { state: 'delivered', kind: 'visit.done', attempts: 1, round: 1 });
    expect(receiver.at('ok')).toHaveLength(1);
    for (const { id, headers, body } of receiver.at('ok')) {
      expect([id, headers['content-type']]).toEqual([delivery.deliveryId, 'application/json']);
      expect(new Webhook(secret).verify(body, headers)).toEqual({
        type: 'visit.done',
        timestamp: NOW,
        data: {
          ...{ trialId: 'MANUS', siteId: 'UMCU', participantId: participant.participantId },
          visitId: participant.at('H48').visitId,
        },
      });
      const another = await hooks.make('another');
      expect(() => new Webhook(another.secret).verify(body, headers)).toThrow(/signature/);
    }
    expect(await hooks.outcomes(delivery.deliveryId)).toEqual([['delivered', 204]]);
  });

  it('hear the kinds and sites they are for, from their making on', async () => {
    const before = await hooks.reminders.treated('UMCU', ANCHOR);
    await hooks.reminders.passTo('2025-03-06T12:10:00.000Z');
    const kinds = ['visit.planned', 'visit.window-closed', 'visit.missed', 'deviation.drafted', 'notice.escalated'];
    const hook = await hooks.make('plans', { kinds });
    const there = await hooks.reminders.treated('LUMC', ANCHOR);
    const here = await hooks.reminders.treated('UMCU', ANCHOR);
    const kindsOf = ({ at }: typeof here): string[] =>
      receiver
        .at('plans')
        .filter(({ visitId }) => visitId === at('H48').visitId)
        .map(({ kind }) => kind)
        .sort();
    await hooks.reminders.passTo('2025-03-15T12:00:00.000Z');
    await service.ask(missVisit, { ...here.at('H48'), cause: 'other', reason: 'did not come' }, { sites: ['UMCU'] });
    await eventually(() =>
      expect([...new Set(kindsOf(here))]).toEqual(
        ['visit.planned', 'visit.window-closed', 'visit.missed', 'deviation.drafted', 'notice.escalated'].sort(),
      ),
    );
    await eventually(() => expect(kindsOf(before)).toContain('visit.window-closed'));
    expect(kindsOf(before)).not.toContain('visit.planned');
    expect(kindsOf(there)).toEqual([]);
    await eventually(async () => {
      const states = (await hooks.deliveries(hook)).map(({ state }) => state);
      expect([...new Set(states)]).toEqual(['delivered']);
    });
    const ids = receiver.at('plans').map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keep messages back while paused, and those of what happens meanwhile', async () => {
    const hook = await hooks.make('paused');
    const at = { ...trial, webhookId: hook.webhookId, ...WHY };
    expect(await service.ask(pauseWebhook, at, manager)).toMatchObject({ state: 'paused' });
    await hooks.visited();
    const held = await hooks.only(hook, { state: 'held', because: 'paused', attempts: 0 });
    expect(await service.send(pauseWebhook, at, manager)).toMatchObject(rejected('webhook-not-active'));
    const since = { ...at, since: ANCHOR };
    expect(await service.send(replayWebhook, since, manager)).toMatchObject(rejected('webhook-not-active'));
    expect(receiver.at('paused')).toEqual([]);

    expect(await service.ask(resumeWebhook, at, manager)).toMatchObject({ state: 'active' });
    expect(await service.send(resumeWebhook, at, manager)).toMatchObject(rejected('webhook-already-active'));
    await hooks.only(hook, { state: 'delivered' });
    expect(receiver.at('paused').map(({ id }) => id)).toEqual([held.deliveryId]);
  });

  it('when deleted stop what waits, and keep the ledger', async () => {
    const hook = await hooks.make('deleted');
    const at = { ...trial, webhookId: hook.webhookId, ...WHY };
    await service.ask(pauseWebhook, at, manager);
    await hooks.visited();
    const { deliveryId } = await hooks.only(hook, { state: 'held' });
    await service.ask(deleteWebhook, at, manager);
    await hooks.only(hook, { state: 'stopped', because: 'deleted' });
    expect(await hooks.stateOf(hook)).toBeUndefined();
    for (const operation of [pauseWebhook, resumeWebhook, deleteWebhook, rotateWebhookSecret])
      expect(await service.send(operation, at, manager)).toMatchObject(rejected('webhook-unknown'));
    const replay = { ...trial, deliveryId, ...WHY };
    expect(await service.send(replayWebhookDelivery, replay, manager)).toMatchObject(rejected('webhook-unknown'));
    await hooks.visited();
    expect(await hooks.deliveries(hook)).toHaveLength(1);
  });

  it('change their secret without a gap: both sign for a while', async () => {
    const { secret, ...hook } = await hooks.make('rotated');
    const { webhook, secret: next = '' } = await service.ask(
      rotateWebhookSecret,
      { ...trial, webhookId: hook.webhookId, ...WHY },
      manager,
    );
    expect(webhook.rotation).toBe(2);
    expect(Date.parse(webhook.previousUntil ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect(next).not.toBe(secret);
    await hooks.visited();
    await hooks.only(hook, { state: 'delivered' });
    const [message] = receiver.at('rotated');
    expect(message?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    for (const good of [secret, next])
      expect(new Webhook(good).verify(message?.body ?? '', message?.headers ?? {})).toMatchObject({
        type: 'visit.done',
      });
  });

  it('show a secret once, and no table holds it', async () => {
    const key = randomUUID();
    const once = { ...manager, idempotency: { scope: 'create', key, fingerprint: key } };
    const request = { ...trial, url: receiver.urlOf('once'), sites: ['UMCU'], kinds: ['visit.done'] };
    const { secret = '', webhook } = await service.ask(createWebhook, request, once);
    expect(secret).toMatch(/^whsec_/);
    expect(await service.ask(createWebhook, request, once)).toEqual({ webhook });
    const found = await service.rows<{ found: string }>(
      `select answer::text as found from command_receipt union all select row_to_json(audit_entry)::text from audit_entry
       union all select row_to_json(webhook)::text from webhook`,
    );
    expect(found.length).toBeGreaterThan(2);
    const bare = secret.slice('whsec_'.length);
    expect(found.filter((row) => row.found.includes(bare) || row.found.includes('whsec_'))).toEqual([]);
  });

  it('go to https addresses alone, at sites of whoever makes them', async () => {
    const request = { ...trial, url: 'https://hooks.example/', sites: ['UMCU'], kinds: ['visit.done'] };
    for (const url of ['http://hooks.example/', 'https://user:word@hooks.example/', 'hooks.example'])
      expect(await service.send(createWebhook, { ...request, url }, manager)).toMatchObject(
        rejected('webhook-url-refused'),
      );
    const elsewhere = { ...request, sites: ['UMCU', 'LUMC'] };
    expect(await service.send(createWebhook, elsewhere, umcu)).toMatchObject(rejected('site-unknown'));
  });

  it('are seen and changed by whoever has all of their sites, their messages at one of them', async () => {
    const hook = await hooks.make('two', { sites: ['UMCU', 'LUMC'] });
    const at = { ...trial, webhookId: hook.webhookId, ...WHY };
    await hooks.visited();
    const { deliveryId } = await hooks.only(hook, { state: 'delivered' });
    expect((await service.ask(listWebhooks, trial, umcu)).items).toEqual([]);
    expect(await service.send(pauseWebhook, at, umcu)).toMatchObject(rejected('webhook-unknown'));
    expect(await service.ask(readWebhookDelivery, { ...trial, deliveryId }, umcu)).toMatchObject({
      delivery: { deliveryId },
    });
    const lumc = { role: 'data-manager', sites: ['LUMC'] };
    expect((await service.ask(listWebhookDeliveries, trial, lumc)).items).toEqual([]);
    expect(await service.send(readWebhookDelivery, { ...trial, deliveryId }, lumc)).toMatchObject(
      rejected('webhook-delivery-unknown'),
    );
  });
});

describe('webhooks without a key', () => {
  it('cannot be made', async () => {
    const service = await bootService('scheduling', SchedulingModule, {
      now: NOW,
      variables: { WEBHOOK_KEY: '' },
    });
    const request = { ...trial, url: 'https://hooks.example/', sites: ['UMCU'], kinds: ['visit.done'] };
    expect(await service.send(createWebhook, request, manager)).toMatchObject({
      rejection: { code: 'webhooks-unavailable' },
    });
    await service.stop();
  });
});
