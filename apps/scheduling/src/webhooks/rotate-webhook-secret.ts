import { Injectable } from '@nestjs/common';
import type { ChangeWebhookCommand, WebhookWithSecret } from '@trial/contracts';
import { instantAt, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { secretOf, writtenSecret } from './signature.js';
import { webhookViewOf } from './webhook-view.js';
import { lockWebhook } from './webhook.reads.js';
import { Webhooks } from './webhook.table.js';
import { WebhooksSettings } from './webhooks-settings.js';

/**
 * Gives a webhook its next secret. The one before signs as well for a while, so that the receiver can change over; of two
 * rotations in that while, only the last two secrets sign.
 */
@Injectable()
export class RotateWebhookSecret {
  constructor(
    private readonly transactions: Transactions,
    private readonly settings: WebhooksSettings,
  ) {}

  async execute(command: ChangeWebhookCommand, context: Context): Promise<WebhookWithSecret> {
    const { key, config } = this.settings;
    let made: number | undefined;
    const { webhook } = await this.transactions.once(context, async (tx) => {
      const before = await lockWebhook(tx, command);
      // In wall time: how long a receiver needs has nothing to do with the time of the trial.
      const previousUntil = instantAt(Date.now() + config.WEBHOOK_OVERLAP_MS);
      const changed = { rotation: before.rotation + 1, previousUntil };
      await tx.rows(Webhooks).update({ id: before.id }, changed);
      made = changed.rotation;
      return { webhook: webhookViewOf({ ...before, ...changed }) };
    });
    // Of a repeat the work does not run.
    if (made !== webhook.rotation) return { webhook };
    return { webhook, secret: writtenSecret(secretOf(key, webhook.webhookId, webhook.rotation)) };
  }
}
