import { Injectable } from '@nestjs/common';
import type { CreateWebhookCommand, WebhookWithSecret } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { readWebhookUrl } from '../domain/webhooks/webhook-url.js';
import { secretOf, writtenSecret } from './signature.js';
import { webhookViewOf } from './webhook-view.js';
import { Webhooks, type StoredWebhook } from './webhook.table.js';
import { WebhooksSettings } from './webhooks-settings.js';

/**
 * Makes a webhook for sites of the caller. Its secret is in the first answer only: it is in no table, also not among the
 * answers kept for repeats.
 */
@Injectable()
export class CreateWebhook {
  constructor(
    private readonly transactions: Transactions,
    private readonly settings: WebhooksSettings,
  ) {}

  async execute({ trialId, url, sites, kinds }: CreateWebhookCommand, context: Context): Promise<WebhookWithSecret> {
    const { key, isProduction } = this.settings;
    const { href } = readWebhookUrl(url, isProduction);
    const unknown = sites.find((site) => !context.sites.includes(site));
    if (unknown !== undefined) throw new Rejection('site-unknown', { field: 'sites' });

    let made: string | undefined;
    const { webhook } = await this.transactions.once(context, async (tx) => {
      made = tx.newId();
      const stored: StoredWebhook = {
        ...{ id: made, trialId, url: href, rotation: 1, previousUntil: null, createdAt: tx.now },
        state: 'active',
        ...{ sites: [...new Set(sites)].sort(), kinds: [...new Set(kinds)].sort() },
      };
      await tx.rows(Webhooks).insert(stored);
      return { webhook: webhookViewOf(stored) };
    });
    // Of a repeat the work does not run, or its webhook is not the one that was kept.
    if (made !== webhook.webhookId) return { webhook };
    return { webhook, secret: writtenSecret(secretOf(key, webhook.webhookId, webhook.rotation)) };
  }
}
