import type { Transaction } from '@trial/persistence';
import { pauseAfterTry } from '../domain/webhooks/pauses.js';
import { tryAgainIn, type DeliveryAttempt } from './attempt-delivery.js';
import { holdDeliveries } from './hold-deliveries.js';
import type { PostOutcome } from './post-webhook.js';
import { WebhookDeliveries } from './webhook-delivery.table.js';
import { Webhooks } from './webhook.table.js';

/**
 * Writes down how an attempt ended. What was held or stopped meanwhile and arrived all the same was delivered: the ledger
 * says so. An attempt of before a replay settles nothing.
 */
export async function recordDelivery(
  tx: Transaction,
  { deliveryId: id, webhookId, number, round }: DeliveryAttempt,
  { outcome, statusCode }: PostOutcome,
  { pauses, chance }: { readonly pauses: readonly number[]; readonly chance: number },
): Promise<void> {
  // The webhook before its deliveries, as everywhere: nobody waits in a circle.
  if (outcome === 'gone') await disableWebhook(tx, webhookId);
  const delivery = await tx.rows(WebhookDeliveries).findOneOrFail({
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
  await tx.query(
    `update webhook_attempt set outcome = $3, status_code = $4, ended_at = $5 where delivery_id = $1 and number = $2`,
    [id, number, outcome, statusCode ?? null, tx.now.toString()],
  );
  if (delivery.round !== round || delivery.state === 'delivered') return;
  if (outcome === 'delivered') return settle(tx, id, 'delivered', null);
  if (outcome === 'gone' && delivery.state !== 'stopped') return settle(tx, id, 'dead', 'gone');
  if (delivery.state !== 'waiting') return;
  const pause = pauseAfterTry(delivery.tries, pauses, chance);
  if (pause === undefined) await settle(tx, id, 'dead', 'exhausted');
  else await tryAgainIn(tx, id, pause);
}

async function settle(
  tx: Transaction,
  id: string,
  state: 'delivered' | 'dead',
  because: 'gone' | 'exhausted' | null,
): Promise<void> {
  await tx.rows(WebhookDeliveries).update({ id }, { state, because, settledAt: tx.now });
  await tx.query('delete from webhook_queue where delivery_id = $1', [id]);
}

/** The receiver wants nothing any more: nothing is sent until a person resumes it. */
async function disableWebhook(tx: Transaction, id: string): Promise<void> {
  const webhook = await tx.rows(Webhooks).findOneOrFail({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (webhook.state !== 'active') return;
  await tx.rows(Webhooks).update({ id }, { state: 'disabled' });
  // At all of its sites, not only at the one whose message was refused.
  await tx.as({ ...tx.context, sites: [...webhook.sites] }, (own) => holdDeliveries(own, id, 'disabled'));
}
