import type { CloudEvent, DataOf, EventContract } from '@trial/contracts';
import { traceIdOf } from './trace.js';
import type { Transaction } from '@trial/persistence';

/**
 * Says that something happened, in the same transaction as the change: an outbox row that the relay sends after the
 * commit. Data that does not fit the contract is thrown on, so that a bad event never leaves.
 */
export function publish<C extends EventContract>(tx: Transaction, contract: C, data: DataOf<C>): void {
  const event = envelope(tx, contract, data);
  tx.leftBehind.add('outbox');
  tx.write('insert into outbox_message (event_id, type, event) values ($1, $2, $3)', [
    event.id,
    event.type,
    JSON.stringify(event),
  ]);
}

function envelope<C extends EventContract>(tx: Transaction, contract: C, data: DataOf<C>): CloudEvent {
  const facts = contract.data.parse(data) as { trialId: string; siteId: string };
  const about = contract.about(data);
  const now = tx.now.toString({ fractionalSecondDigits: 3 });
  return {
    specversion: '1.0',
    id: tx.newId(),
    source: `/services/${tx.service}`,
    type: contract.type,
    subject: about,
    time: now,
    recordedtime: now,
    datacontenttype: 'application/json',
    dataschema: `/schemas/${contract.type}.json`,
    partitionkey: about,
    correlationid: traceIdOf(tx.context.trace),
    causationid: tx.context.cause,
    traceparent: tx.context.trace,
    trialid: facts.trialId,
    siteid: facts.siteId,
    data: facts,
  };
}
