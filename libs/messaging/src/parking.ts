import { cloudEventSchema, type CloudEvent } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import type { Transaction, Transactions } from '@trial/persistence';
import { contextOf } from './inbox.js';
import { continueTrace } from './trace.js';

export interface ParkedMessage {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly reason: string;
  readonly deliveries: number;
  readonly status: 'parked' | 'replayed';
  readonly parkedAt: string;
}

/** A message and the subject it came on. */
export interface Parked {
  readonly type: string;
  readonly message: string;
}

/** Keeps a message that could not be handled, readable and replayable, and lets the consumer go on. */
export class Parking {
  constructor(private readonly transactions: Transactions) {}

  /** The service parks as itself, for the trial and site of the event as far as it can be read. */
  async park(parked: Parked & { eventId: string; reason: string; deliveries: number }): Promise<void> {
    const { eventId, type, message, reason, deliveries } = parked;
    await this.transactions.run(contextOfParking(this.transactions.service, parked), (tx) =>
      tx.query(PARK, [
        tx.newId(),
        eventId,
        type,
        tx.context.trialId,
        tx.context.sites[0] ?? '',
        reason,
        deliveries,
        message,
      ]),
    );
  }

  /** Without the message itself: operations see that and why, never clinical content. */
  list(): Promise<ParkedMessage[]> {
    return this.transactions.dataSource.query<ParkedMessage[]>(
      `select id, event_id as "eventId", type, reason, deliveries, status,
              to_char(parked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "parkedAt"
         from parked_message order by parked_at, id`,
    );
  }

  /**
   * Has a parked message handled once more by `again`. What that writes, the mark that it was replayed (by whoever asks,
   * with their reason) and the receipt of the command are one transaction.
   */
  replay(
    messageId: string,
    context: Context,
    again: (tx: Transaction, parked: Parked) => Promise<void>,
  ): Promise<{ messageId: string }> {
    return this.transactions.once(context, async (tx) => {
      const [parked] = await tx.query<{ type: string; message: string }>(TAKE, [messageId]);
      if (!parked) throw new Rejection('not-found', { field: 'messageId', rule: 'no such parked message' });
      await again(tx, parked);
      await tx.query(`update parked_message set status = 'replayed' where id = $1`, [messageId]);
      return { messageId };
    });
  }
}

const PARK = `
  with parked as (
    insert into parked_message (id, event_id, type, trial_id, site_id, reason, deliveries, status)
      values ($1, $2, $3, $4, $5, $6, $7, 'parked')
      on conflict on constraint parked_message_once
      do update set reason = excluded.reason, deliveries = excluded.deliveries, status = 'parked', parked_at = clock_timestamp()
      returning id)
  insert into parked_text (parked_message_id, message) select id, $8 from parked on conflict do nothing`;

/** Locked: of two who replay at once the second waits, and finds it handled. */
const TAKE = `
  select parked.type, parked_text.message
    from parked_message parked join parked_text on parked_text.parked_message_id = parked.id
   where parked.id = $1 for update of parked`;

function contextOfParking(service: string, { type, message, eventId }: Parked & { eventId: string }): Context {
  const event = envelopeOf(message);
  // The cause is what the broker calls the message: two messages may claim to be the same event.
  if (event) return { ...contextOf(service, event), reason: `event:${type}`, cause: eventId };
  return {
    actor: `service:${service}`,
    role: 'service',
    organisation: 'platform',
    trialId: '',
    sites: [],
    zone: 'UTC',
    reason: `event:${type}`,
    trace: continueTrace(undefined),
    cause: eventId,
  };
}

/** The envelope, if there is one whose trial, site and trace can be told to the database. */
function envelopeOf(message: string): CloudEvent | undefined {
  try {
    const event = cloudEventSchema.safeParse(JSON.parse(message)).data;
    return event && [event.trialid, event.siteid, event.traceparent].every((text) => PRINTABLE.test(text))
      ? event
      : undefined;
  } catch {
    return undefined;
  }
}

const PRINTABLE = /^[\x20-\x7e]*$/;
