import { headers } from '@nats-io/transport-node';
import type { Logger } from '@nestjs/common';
import type { QueryRunner } from 'typeorm';
import { OneReplica, type Transactions } from '@trial/persistence';
import type { Broker } from './broker.js';

interface OutboxRow {
  readonly sequence: string;
  readonly event_id: string;
  readonly type: string;
  readonly event: string;
}

/**
 * Sends what transactions left in the outbox: in order, one active relay per service, each message under its event
 * id so that JetStream drops a repeat. Rows are archived only after every acknowledgement: a relay that dies in
 * between sends again.
 */
export class OutboxRelay {
  private readonly duty: OneReplica;

  constructor(
    private readonly transactions: Transactions,
    private readonly broker: Broker,
    logger: Logger,
  ) {
    this.duty = new OneReplica(
      transactions.dataSource,
      `${transactions.service} outbox`,
      (runner) => this.sendBatch(runner),
      (error) => logger.warn({ event: 'outbox-relay-interrupted', error: String(error) }),
    );
  }

  start(): void {
    this.transactions.onCommit('outbox', () => {
      this.duty.hurry();
      this.broker.poke();
    });
    this.broker.onPoke(() => this.duty.hurry());
    this.duty.start();
  }

  stop(): Promise<void> {
    return this.duty.stop();
  }

  private async sendBatch(runner: QueryRunner): Promise<number> {
    const rows = (await runner.query(
      'select sequence, event_id, type, event from outbox_message order by sequence limit $1',
      [BATCH],
    )) as OutboxRow[];
    if (rows.length === 0) return POLL_MS;
    await Promise.all(rows.map((row) => this.send(row)));
    await runner.query(
      `with sent as (delete from outbox_message where sequence = any($1::bigint[]) returning sequence, event_id, type, event)
       insert into outbox_archive (sequence, event_id, type, event) select * from sent`,
      [rows.map((row) => row.sequence)],
    );
    // What commits meanwhile has rung: only a full batch says that there is more.
    return rows.length < BATCH ? POLL_MS : 0;
  }

  private async send(row: OutboxRow): Promise<void> {
    const traced = headers();
    const { traceparent } = JSON.parse(row.event) as { traceparent: string };
    traced.set('traceparent', traceparent);
    traced.set('content-type', 'application/cloudevents+json');
    await this.broker.jetstream.publish(row.type, row.event, { msgID: row.event_id, headers: traced, timeout: ACK_MS });
  }
}

const BATCH = 200;
/** The safety net under the poke. */
const POLL_MS = 1_000;
const ACK_MS = 5_000;
