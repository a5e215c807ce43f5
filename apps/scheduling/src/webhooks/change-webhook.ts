import { Injectable } from '@nestjs/common';
import type { ChangeWebhookCommand, DeletedWebhook, WebhookView } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { holdDeliveries, releaseDeliveries, stopDeliveries } from './hold-deliveries.js';
import { webhookViewOf } from './webhook-view.js';
import { lockWebhook } from './webhook.reads.js';
import { Webhooks } from './webhook.table.js';

/** Whether a webhook is sent to: paused, resumed, deleted, with what waits for it. */
@Injectable()
export class ChangeWebhook {
  constructor(private readonly transactions: Transactions) {}

  /** Keeps messages back; what happens meanwhile is kept too. */
  pause(command: ChangeWebhookCommand, context: Context): Promise<WebhookView> {
    return this.transactions.once(context, async (tx) => {
      const webhook = await lockWebhook(tx, command);
      if (webhook.state !== 'active') throw new Rejection('webhook-not-active', { rule: `it is ${webhook.state}` });
      await tx.rows(Webhooks).update({ id: webhook.id }, { state: 'paused' });
      await holdDeliveries(tx, webhook.id, 'paused');
      return webhookViewOf({ ...webhook, state: 'paused' });
    });
  }

  /** Sends what was kept back, whether a person or the receiver had stopped it. */
  resume(command: ChangeWebhookCommand, context: Context): Promise<WebhookView> {
    return this.transactions.once(context, async (tx) => {
      const webhook = await lockWebhook(tx, command);
      if (webhook.state === 'active') throw new Rejection('webhook-already-active');
      await tx.rows(Webhooks).update({ id: webhook.id }, { state: 'active' });
      await releaseDeliveries(tx, webhook.id);
      return webhookViewOf({ ...webhook, state: 'active' });
    });
  }

  /** Ends it for good; its row stays, because the ledger leads to it. */
  delete(command: ChangeWebhookCommand, context: Context): Promise<DeletedWebhook> {
    return this.transactions.once(context, async (tx) => {
      const { id } = await lockWebhook(tx, command);
      await tx.rows(Webhooks).update({ id }, { state: 'deleted' });
      await stopDeliveries(tx, id);
      return { webhookId: id };
    });
  }
}
