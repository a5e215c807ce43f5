import type { Context } from '@trial/kernel';
import type { Transaction, Transactions } from '@trial/persistence';
import { bodyOf } from '../domain/webhooks/message.js';
import { WebhookDeliveries, type StoredDelivery } from './webhook-delivery.table.js';
import { Webhooks } from './webhook.table.js';

/** A place in the queue. */
export interface QueuedDelivery {
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly trialId: string;
  readonly siteId: string;
}

export interface DeliveryAttempt {
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly number: number;
  readonly round: number;
  readonly url: URL;
  readonly body: string;
  /** Of the secrets that sign, the one of now first. */
  readonly rotations: readonly number[];
}

/**
 * Takes a message from the queue for one attempt, or nothing when somebody else has it. The attempt is written down
 * before it is made, and stays in doubt until its end is: after a crash it is made again under the same id once the lease
 * is over.
 */
export async function takeDelivery(
  tx: Transaction,
  { deliveryId: id, webhookId }: QueuedDelivery,
  leaseMs: number,
): Promise<DeliveryAttempt | undefined> {
  const delivery = await tx.rows(WebhookDeliveries).findOne({
    where: { id },
    lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
  });
  if (delivery?.state !== 'waiting' || !(await isItsTurn(tx, id))) return undefined;
  const { url, rotation } = await tx.rows(Webhooks).findOneByOrFail({ id: webhookId });
  const rotations = (await isOverlapping(tx, webhookId)) ? [rotation, rotation - 1] : [rotation];
  const number = await writeAttempt(tx, delivery, leaseMs);
  const { round } = delivery;
  return { deliveryId: id, webhookId, number, round, url: new URL(url), body: bodyOf(delivery), rotations };
}

const isItsTurn = async (tx: Transaction, id: string): Promise<boolean> =>
  (await tx.query('select 1 from webhook_queue where delivery_id = $1 and next_try_at <= clock_timestamp()', [id]))
    .length > 0;

/** In wall time: a receiver has nothing to do with the time of the trial. */
const isOverlapping = async (tx: Transaction, webhookId: string): Promise<boolean> =>
  (await tx.query('select 1 from webhook where id = $1 and previous_until > clock_timestamp()', [webhookId])).length >
  0;

async function writeAttempt(
  tx: Transaction,
  { id, round, trialId, siteId, participantId, tries, attempts }: StoredDelivery,
  leaseMs: number,
): Promise<number> {
  const number = attempts + 1;
  await tx.query(
    `insert into webhook_attempt (delivery_id, number, round, trial_id, site_id, participant_id, outcome, started_at)
     values ($1, $2, $3, $4, $5, $6, 'in-doubt', $7)`,
    [id, number, round, trialId, siteId, participantId, tx.now.toString()],
  );
  await tx.rows(WebhookDeliveries).update({ id }, { attempts: number, tries: tries + 1 });
  await tryAgainIn(tx, id, leaseMs);
  return number;
}

/** In wall time, like every pause between attempts. */
export const tryAgainIn = async (tx: Transaction, id: string, milliseconds: number): Promise<void> => {
  await tx.query(
    `update webhook_queue set next_try_at = clock_timestamp() + $2 * interval '1 millisecond' where delivery_id = $1`,
    [id, milliseconds],
  );
};

/** Under whom a message is sent: the service itself, because of the delivery. */
export const deliveryContext = (
  { service }: Transactions,
  { deliveryId, trialId, siteId }: QueuedDelivery,
): Context => ({
  actor: `service:${service}`,
  role: 'service',
  organisation: 'platform',
  trialId,
  sites: [siteId],
  zone: 'UTC',
  reason: 'webhook:delivery',
  trace: `00-${deliveryId.replaceAll('-', '')}-${deliveryId.replaceAll('-', '').slice(-16)}-01`,
  cause: `webhook:${deliveryId}`,
});
