import type { CloudEvent, EventContract } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import type { Transaction, Transactions } from '@trial/persistence';
import { spanOf } from './trace.js';

export type Handle = (event: CloudEvent, tx: Transaction) => Promise<void>;

/** Under whom a service acts when an event makes it act: itself, for the trial and site of the event. */
export const contextOf = (service: string, event: CloudEvent): Context => ({
  actor: `service:${service}`,
  role: 'service',
  organisation: 'platform',
  trialId: event.trialid,
  sites: [event.siteid],
  zone: 'UTC',
  reason: `event:${event.type}`,
  trace: spanOf(event.traceparent, `${service} ${event.id}`),
  cause: event.id,
});

/** Handles an event at most once, in a transaction of its own. */
export const receive = (
  transactions: Transactions,
  contract: EventContract,
  event: CloudEvent,
  handle: Handle,
): Promise<'handled' | 'seen'> =>
  transactions.run(contextOf(transactions.service, event), (tx) => receiveIn(tx, contract, event, handle));

/**
 * Handles an event at most once: the inbox row and what the handler writes are one transaction, and the unique key
 * of the inbox lets one of two replicas win. A second look finds the row and does nothing.
 */
export async function receiveIn(
  tx: Transaction,
  contract: EventContract,
  event: CloudEvent,
  handle: Handle,
): Promise<'handled' | 'seen'> {
  const added = await tx.query(
    'insert into inbox_message (event_id, type) values ($1, $2) on conflict on constraint inbox_message_once do nothing returning 1 as added',
    [event.id, contract.type],
  );
  if (added.length === 0) return 'seen';
  await handle(event, tx);
  return 'handled';
}
