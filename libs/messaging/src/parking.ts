import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

export interface ParkedMessage {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly reason: string;
  readonly deliveries: number;
  readonly status: 'parked' | 'replayed';
  readonly parkedAt: string;
}

/** Keeps a message that could not be handled, readable and replayable, and lets the consumer go on. */
export class Parking {
  constructor(private readonly dataSource: DataSource) {}

  async park(message: {
    eventId: string;
    type: string;
    text: string;
    reason: string;
    deliveries: number;
  }): Promise<void> {
    await this.dataSource.query(
      `insert into parked_message (id, event_id, type, message, reason, deliveries, status) values ($1, $2, $3, $4, $5, $6, 'parked')
       on conflict on constraint parked_message_once
       do update set reason = excluded.reason, deliveries = excluded.deliveries, status = 'parked', parked_at = clock_timestamp()`,
      [randomUUID(), message.eventId, message.type, message.text, message.reason, message.deliveries],
    );
  }

  /** Without the message itself: operations see that and why, never clinical content. */
  list(): Promise<ParkedMessage[]> {
    return this.dataSource.query<ParkedMessage[]>(
      `select id, event_id as "eventId", type, reason, deliveries, status,
              to_char(parked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "parkedAt"
         from parked_message order by parked_at, id`,
    );
  }

  async take(id: string): Promise<{ type: string; message: string } | undefined> {
    const [found] = await this.dataSource.query<{ type: string; message: string }[]>(
      'select type, message from parked_message where id::text = $1',
      [id],
    );
    return found;
  }

  async replayed(id: string): Promise<void> {
    await this.dataSource.query(`update parked_message set status = 'replayed' where id::text = $1`, [id]);
  }
}
