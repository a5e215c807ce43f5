import { AckPolicy, DeliverPolicy, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Logger } from '@nestjs/common';
import { cloudEventSchema, type CloudEvent, type EventContract } from '@trial/contracts';
import { NotYet, Rejection } from '@trial/kernel';
import type { Transaction, Transactions } from '@trial/persistence';
import type { Broker } from './broker.js';
import { contextOf, receive, receiveIn, type Handle } from './inbox.js';
import type { Parked, Parking } from './parking.js';

export interface Subscription {
  readonly contract: EventContract;
  readonly handle: Handle;
}

export interface DeliveryPolicy {
  /** How long a delivery may stay unanswered before it comes again. */
  readonly ackWaitMs: number;
  /** Waits before the 2nd, 3rd, … delivery; after the last of `deliveries` the message is parked. */
  readonly backoffMs: readonly number[];
  readonly deliveries: number;
}

/**
 * Pull loops over JetStream, one durable consumer per event and service. A message is acknowledged only after the
 * transaction of its handler committed; what cannot be handled is parked with its reason and the loop goes on.
 */
export class Subscriptions {
  private readonly open: ConsumerMessages[] = [];
  private readonly loops: Promise<void>[] = [];

  constructor(
    private readonly subscriptions: readonly Subscription[],
    private readonly broker: Broker,
    private readonly transactions: Transactions,
    private readonly parking: Parking,
    private readonly policy: DeliveryPolicy,
    private readonly logger: Logger,
  ) {}

  get types(): readonly string[] {
    return this.subscriptions.map(({ contract }) => contract.type);
  }

  async start(): Promise<void> {
    for (const subscription of this.subscriptions) {
      const messages = await this.bind(subscription.contract);
      this.open.push(messages);
      this.loops.push(this.pump(messages, subscription));
    }
  }

  /** Takes no more, finishes what was begun. */
  async stop(): Promise<void> {
    await Promise.all(this.open.map((messages) => messages.close()));
    await Promise.all(this.loops);
  }

  /**
   * Hands a parked message to its handler once more, inside the transaction of whoever asked for it; what the handler
   * writes is the service's, as at any delivery. A message that was handled meanwhile is left alone.
   */
  async replay(tx: Transaction, { type, message }: Parked): Promise<void> {
    const subscription = this.subscriptions.find(({ contract }) => contract.type === type);
    if (!subscription) throw new Rejection('not-found', { rule: `nothing here handles ${type}` });
    const { contract, handle } = subscription;
    const event = readEvent(contract, message);
    await tx.as(contextOf(tx.service, event), (own) => receiveIn(own, contract, event, handle));
  }

  private async bind(contract: EventContract): Promise<ConsumerMessages> {
    const stream = streamOf(contract.type);
    const durable = durableOf(this.broker.service, contract.type);
    const settings = {
      ack_policy: AckPolicy.Explicit,
      filter_subject: contract.type,
      ack_wait: nanos(this.policy.ackWaitMs),
      // We count ourselves and park; a broker that counted too would drop what nobody could park while Postgres was away.
      max_deliver: -1,
      max_ack_pending: CONCURRENCY * 4,
    };
    // A server of the 2.9 line refuses to add a consumer that exists with other settings.
    await this.broker.manager.consumers
      .add(stream, { durable_name: durable, deliver_policy: DeliverPolicy.All, ...settings })
      .catch(() => this.broker.manager.consumers.update(stream, durable, settings));
    const consumer = await this.broker.jetstream.consumers.get(stream, durable);
    return consumer.consume({ max_messages: CONCURRENCY * 2, expires: 5_000, idle_heartbeat: 1_000 });
  }

  private async pump(messages: ConsumerMessages, subscription: Subscription): Promise<void> {
    const running = new Set<Promise<void>>();
    for await (const message of messages) {
      const work = this.deliver(message, subscription).finally(() => running.delete(work));
      running.add(work);
      if (running.size >= CONCURRENCY) await Promise.race(running);
    }
    await Promise.all(running);
  }

  private async deliver(message: JsMsg, { contract, handle }: Subscription): Promise<void> {
    const deliveries = message.info.deliveryCount;
    try {
      if (deliveries > this.policy.deliveries)
        throw new Rejection('delivered-too-often', { rule: `delivered ${deliveries} times` });
      const event = readEvent(contract, message.string());
      const outcome = await receive(this.transactions, contract, event, handle);
      this.logger.log({ event: 'event-handled', type: contract.type, eventId: event.id, outcome });
      message.ack();
    } catch (error) {
      await this.refuse(message, contract, error, deliveries);
    }
  }

  private async refuse(message: JsMsg, contract: EventContract, error: unknown, deliveries: number): Promise<void> {
    const final = error instanceof Rejection || deliveries >= this.policy.deliveries;
    if (!final) {
      // `NotYet` is everyday life between services; anything else is worth a look.
      if (!(error instanceof NotYet))
        this.logger.warn({ event: 'event-failed', type: contract.type, deliveries, error: String(error) });
      message.nak(jittered(this.policy.backoffMs, deliveries));
      return;
    }
    try {
      await this.parking.park({
        eventId: message.headers?.get('Nats-Msg-Id') ?? `${message.info.stream}:${message.seq}`,
        type: contract.type,
        message: message.string(),
        reason: String(error),
        deliveries,
      });
      this.logger.error({ event: 'event-parked', type: contract.type, deliveries, error: String(error) });
      message.term();
    } catch (parkingError) {
      this.logger.warn({ event: 'event-not-parked', type: contract.type, error: String(parkingError) });
      message.nak(jittered(this.policy.backoffMs, deliveries));
    }
  }
}

const CONCURRENCY = 16;

const jittered = (backoff: readonly number[], deliveries: number): number =>
  Math.round((backoff[Math.min(deliveries, backoff.length) - 1] ?? 1_000) * (0.8 + Math.random() * 0.4));

/** Reads a message against the envelope and its contract; what does not fit will never fit. */
export function readEvent(contract: EventContract, text: string): CloudEvent {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new Rejection('event-not-readable', { rule: 'the message is not JSON' });
  }
  const envelope = cloudEventSchema.safeParse(raw);
  if (!envelope.success) throw new Rejection('event-not-readable', { rule: envelope.error.message });
  if (envelope.data.type !== contract.type)
    throw new Rejection('event-not-readable', { rule: `type is ${envelope.data.type}` });
  const data = contract.data.safeParse(envelope.data.data);
  if (!data.success) throw new Rejection('event-not-readable', { rule: data.error.message });
  return { ...envelope.data, data: data.data };
}

/** The stream an event is on: one per producer, and one per unblinded module. */
export const streamOf = (type: string): string => {
  const [producer, module] = type.split('.');
  return producer === 'restricted' ? `restricted-${module ?? ''}` : (producer ?? '');
};

export const durableOf = (service: string, type: string): string => `${service}__${type.replaceAll('.', '_')}`;
