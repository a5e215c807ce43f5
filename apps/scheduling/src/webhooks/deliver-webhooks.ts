import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Transactions } from '@trial/persistence';
import { QueueLoop } from '../sending/queue-loop.js';
import { deliveryContext, takeDelivery, type DeliveryAttempt, type QueuedDelivery } from './attempt-delivery.js';
import { postWebhook, type PostOutcome } from './post-webhook.js';
import { recordDelivery } from './record-delivery.js';
import { secretOf, signatureHeaders } from './signature.js';
import { WebhooksSettings } from './webhooks-settings.js';

/**
 * Posts what stands in the queue, on every replica. Posting happens between two transactions, never inside one. A
 * receiver that answers slowly or never takes few of the places, so that the others do not wait for it.
 */
@Injectable()
export class DeliverWebhooks implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('webhooks');
  private readonly loop: QueueLoop;
  /** The attempts that are made now, with the webhook each is for. */
  private readonly running = new Map<Promise<void>, string>();

  constructor(
    private readonly transactions: Transactions,
    private readonly settings: WebhooksSettings,
  ) {
    this.loop = new QueueLoop(
      () => this.round(),
      settings.config.WEBHOOK_POLL_MS,
      (error) => this.logger.warn({ event: 'webhook-round-interrupted', error: String(error) }),
    );
  }

  onApplicationBootstrap(): void {
    if (this.settings.config.WEBHOOK_KEY) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    await Promise.all(this.running.keys());
  }

  /** Fills the free places; true when there may be more to send. */
  private async round(): Promise<boolean> {
    if (this.running.size >= AT_ONCE) await Promise.race(this.running.keys());
    const free = AT_ONCE - this.running.size;
    const queued = await this.queued(free);
    for (const place of queued) {
      const attempt = this.attempt(place).finally(() => this.running.delete(attempt));
      this.running.set(attempt, place.webhookId);
    }
    return queued.length === free;
  }

  /** What is due, the longest waiting first; of one webhook no more than may be posted to it at once. */
  private queued(limit: number): Promise<QueuedDelivery[]> {
    const places = [...this.running.values()];
    const busy = [...new Set(places)].filter((id) => places.filter((each) => each === id).length >= AT_ONCE_EACH);
    return this.transactions.dataSource.query<QueuedDelivery[]>(
      `select delivery_id as "deliveryId", webhook_id as "webhookId", trial_id as "trialId", site_id as "siteId"
         from (select *, row_number() over (partition by webhook_id order by next_try_at, delivery_id) as place
                 from webhook_queue where next_try_at <= clock_timestamp() and webhook_id <> all ($1::uuid[])) as due
        where place <= $2 order by next_try_at limit $3`,
      [busy, AT_ONCE_EACH, limit],
    );
  }

  private async attempt(place: QueuedDelivery): Promise<void> {
    const { transactions } = this;
    const { WEBHOOK_LEASE_MS, WEBHOOK_RETRY_MS: pauses } = this.settings.config;
    const context = deliveryContext(transactions, place);
    try {
      const attempt = await transactions.run(context, (tx) => takeDelivery(tx, place, WEBHOOK_LEASE_MS));
      if (!attempt) return;
      const outcome = await this.post(attempt);
      const chance = Math.random();
      await transactions.run(context, (tx) => recordDelivery(tx, attempt, outcome, { pauses, chance }));
      this.logger.log({ event: 'webhook-attempted', deliveryId: place.deliveryId, ...outcome });
    } catch (error) {
      // The attempt stays in doubt; after the lease it is made again.
      this.logger.error({ event: 'webhook-attempt-lost', deliveryId: place.deliveryId, error: String(error) });
    }
  }

  private post({ deliveryId: id, webhookId, url, body, rotations }: DeliveryAttempt): Promise<PostOutcome> {
    const { key, isProduction, config } = this.settings;
    const secrets = rotations.map((rotation) => secretOf(key, webhookId, rotation));
    // Receivers refuse what is not of these minutes, so it is the time of the wall.
    const headers = signatureHeaders({ id, timestamp: Math.floor(Date.now() / 1_000), body }, secrets);
    return postWebhook({ url, headers, body }, { timeoutMs: config.WEBHOOK_TIMEOUT_MS, mayReachInside: !isProduction });
  }
}

const AT_ONCE = 20;
const AT_ONCE_EACH = 4;
