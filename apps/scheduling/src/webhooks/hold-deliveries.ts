import type { Transaction } from '@trial/persistence';

/** Keeps back what waits to be sent; the webhook is locked, so that nothing is added meanwhile. */
export async function holdDeliveries(
  tx: Transaction,
  webhookId: string,
  because: 'paused' | 'disabled',
): Promise<void> {
  await tx.query(
    `update webhook_delivery set state = 'held', because = $2 where webhook_id = $1 and state = 'waiting'`,
    [webhookId, because],
  );
  await tx.query('delete from webhook_queue where webhook_id = $1', [webhookId]);
}

/** Sends what was kept back. */
export async function releaseDeliveries(tx: Transaction, webhookId: string): Promise<void> {
  await tx.query(
    `update webhook_delivery set state = 'waiting', because = null where webhook_id = $1 and state = 'held'`,
    [webhookId],
  );
  await enqueue(tx, `webhook_id = $1 and state = 'waiting'`, [webhookId]);
}

/** Stops whatever was not delivered or given up. */
export async function stopDeliveries(tx: Transaction, webhookId: string): Promise<void> {
  await tx.query(
    `update webhook_delivery set state = 'stopped', because = 'deleted', settled_at = $2
      where webhook_id = $1 and state in ('waiting', 'held')`,
    [webhookId, tx.now.toString()],
  );
  await tx.query('delete from webhook_queue where webhook_id = $1', [webhookId]);
}

/** Has settled deliveries sent again, each as a new round under its own id; how many they are. */
export async function repeatDeliveries(
  tx: Transaction,
  which: { readonly id: string } | { readonly webhookId: string; readonly since: string },
): Promise<number> {
  const [condition, parameters] =
    'id' in which ? ['id = $1', [which.id]] : ['webhook_id = $1 and occurred_at >= $2', [which.webhookId, which.since]];
  const repeated = await tx.query<{ id: string }>(
    `update webhook_delivery set state = 'waiting', because = null, settled_at = null, round = round + 1, tries = 0
      where ${condition} and state in ('delivered', 'dead') returning id`,
    parameters,
  );
  await enqueue(tx, 'id = any ($1)', [repeated.map(({ id }) => id)]);
  return repeated.length;
}

const enqueue = async (tx: Transaction, condition: string, parameters: readonly unknown[]): Promise<void> => {
  await tx.query(
    `insert into webhook_queue (delivery_id, webhook_id, trial_id, site_id, next_try_at)
     select id, webhook_id, trial_id, site_id, clock_timestamp() from webhook_delivery where ${condition}
     on conflict (delivery_id) do nothing`,
    parameters,
  );
};
