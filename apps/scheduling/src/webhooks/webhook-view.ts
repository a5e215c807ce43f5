import type { WebhookDeliveryView, WebhookView } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import type { StoredDelivery } from './webhook-delivery.table.js';
import type { StoredWebhook } from './webhook.table.js';

/** A webhook as callers see it: never with its secret. */
export const webhookViewOf = (webhook: StoredWebhook): WebhookView => ({
  webhookId: webhook.id,
  url: webhook.url,
  sites: [...webhook.sites],
  kinds: [...webhook.kinds],
  state: webhook.state,
  rotation: webhook.rotation,
  ...(webhook.previousUntil ? { previousUntil: written(webhook.previousUntil) } : {}),
  createdAt: written(webhook.createdAt),
});

/** A row of the ledger as callers see it. */
export const deliveryViewOf = (delivery: StoredDelivery): WebhookDeliveryView => ({
  deliveryId: delivery.id,
  webhookId: delivery.webhookId,
  siteId: delivery.siteId,
  participantId: delivery.participantId,
  visitId: delivery.visitId,
  kind: delivery.kind,
  occurredAt: written(delivery.occurredAt),
  state: delivery.state,
  ...(delivery.because === null ? {} : { because: delivery.because }),
  round: delivery.round,
  attempts: delivery.attempts,
  ...(delivery.settledAt ? { settledAt: written(delivery.settledAt) } : {}),
});

/** An instant as contracts write it: milliseconds and `Z`. */
export const written = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
