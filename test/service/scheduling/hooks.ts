import {
  createWebhook,
  deleteWebhook,
  listWebhookDeliveries,
  listWebhooks,
  readWebhookDelivery,
  recordVisit,
  type WebhookAttemptView,
  type WebhookDeliveryView,
} from '@trial/contracts';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';
import type { Answering, WebhookReceiver } from '../../support/webhook-receiver.js';
import { Reminders, type Reminded } from './reminded.js';

export const trial = { trialId: 'MANUS' };
export const manager = { role: 'data-manager', sites: ['UMCU', 'UMCN', 'LUMC'] };
export const WHY = { reason: 'to try it' };

/** Treated on a Tuesday at 10:30 in Amsterdam: 48 hours open on Wednesday at 22:30 and close on Friday at 10:30. */
export const ANCHOR = '2025-03-04T09:30:00.000Z';
export const NOW = '2025-03-06T12:00:00.000Z';

export const quick = {
  ...{ WEBHOOK_KEY: Buffer.alloc(32, 5).toString('base64'), WEBHOOK_RETRY_MS: '30,40,50', WEBHOOK_POLL_MS: '20' },
  ...{ WEBHOOK_TIMEOUT_MS: '3000', WEBHOOK_LEASE_MS: '6000' },
};

export interface Hook {
  readonly webhookId: string;
  readonly secret: string;
  readonly path: string;
}

/** Acts for a test of webhooks on one booted service and one receiver. */
export class Hooks {
  readonly reminders: Reminders;

  constructor(
    private readonly service: BootedService,
    private readonly receiver: WebhookReceiver,
  ) {
    this.reminders = new Reminders(service);
  }

  async make(path: string, more: object = {}): Promise<Hook> {
    const request = { ...trial, url: this.receiver.urlOf(path), sites: ['UMCU'], kinds: ['visit.done'], ...more };
    const { webhook, secret } = await this.service.ask(createWebhook, request, manager);
    return { webhookId: webhook.webhookId, secret: secret ?? '', path };
  }

  /** Somebody treated whose visit of the 48 hours is recorded. */
  async visited(siteId = 'UMCU'): Promise<Reminded> {
    const participant = await this.reminders.treated(siteId, ANCHOR);
    const visit = { ...participant.at('H48'), occurredAt: '2025-03-06T09:30:00.000Z' };
    await this.service.ask(recordVisit, visit, { sites: [siteId] });
    return participant;
  }

  /** A webhook whose receiver answers so, and one visit it hears of. */
  async told(path: string, ...answers: Answering[]): Promise<Hook & { participant: Reminded }> {
    this.receiver.answers(path, ...answers);
    const hook = await this.make(path);
    return { ...hook, participant: await this.visited() };
  }

  async deliveries({ webhookId }: Pick<Hook, 'webhookId'>): Promise<WebhookDeliveryView[]> {
    return (await this.service.ask(listWebhookDeliveries, { ...trial, webhookId, limit: 200 }, manager)).items;
  }

  /** The messages to a webhook, once they stand so, oldest first. */
  until(hook: Pick<Hook, 'webhookId'>, ...states: object[]): Promise<WebhookDeliveryView[]> {
    return eventually(async () => {
      const found = await this.deliveries(hook);
      expect(found).toMatchObject(states);
      return found;
    });
  }

  /** The only message to a webhook, once it stands so. */
  async only(hook: Pick<Hook, 'webhookId'>, standing: object): Promise<WebhookDeliveryView> {
    const [delivery] = await this.until(hook, standing);
    if (!delivery) throw new Error('no message');
    return delivery;
  }

  async attempts(deliveryId: string): Promise<WebhookAttemptView[]> {
    return (await this.service.ask(readWebhookDelivery, { ...trial, deliveryId }, manager)).attempts;
  }

  /** The attempts as outcome and status. */
  async outcomes(deliveryId: string): Promise<(string | number)[][]> {
    return (await this.attempts(deliveryId)).map(({ outcome, statusCode }) =>
      statusCode === undefined ? [outcome] : [outcome, statusCode],
    );
  }

  async stateOf({ webhookId }: Pick<Hook, 'webhookId'>): Promise<string | undefined> {
    const { items } = await this.service.ask(listWebhooks, trial, manager);
    return items.find((each) => each.webhookId === webhookId)?.state;
  }

  async deleteAll(): Promise<void> {
    const { items } = await this.service.ask(listWebhooks, trial, manager);
    for (const { webhookId } of items) await this.service.ask(deleteWebhook, { ...trial, webhookId, ...WHY }, manager);
  }
}
