import { Injectable } from '@nestjs/common';
import type {
  AtWebhook,
  ReplayedDeliveries,
  ReplayWebhookCommand,
  ReplayWebhookDeliveryCommand,
  WebhookDeliveryView,
} from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { repeatDeliveries } from './hold-deliveries.js';
import { deliveryViewOf } from './webhook-view.js';
import { findDelivery, lockWebhook } from './webhook.reads.js';
import type { StoredWebhook } from './webhook.table.js';

/** Sends messages again that were delivered or given up: under the same id, signed at the time it is sent. */
@Injectable()
export class ReplayWebhook {
  constructor(private readonly transactions: Transactions) {}

  one(command: ReplayWebhookDeliveryCommand, context: Context): Promise<WebhookDeliveryView> {
    return this.transactions.once(context, async (tx) => {
      const { id, webhookId } = await findDelivery(tx, command);
      await lockActive(tx, { trialId: command.trialId, webhookId });
      if ((await repeatDeliveries(tx, { id })) === 0) throw new Rejection('webhook-delivery-not-settled');
      return deliveryViewOf(await findDelivery(tx, command));
    });
  }

  since(command: ReplayWebhookCommand, context: Context): Promise<ReplayedDeliveries> {
    return this.transactions.once(context, async (tx) => {
      const { id } = await lockActive(tx, command);
      const since = instant(command.since).toString();
      return { replayed: await repeatDeliveries(tx, { webhookId: id, since }) };
    });
  }
}

/** Nothing is sent to a webhook that is kept back. */
async function lockActive(tx: Transaction, at: AtWebhook): Promise<StoredWebhook> {
  const webhook = await lockWebhook(tx, at);
  if (webhook.state !== 'active') throw new Rejection('webhook-not-active', { rule: `it is ${webhook.state}` });
  return webhook;
}
