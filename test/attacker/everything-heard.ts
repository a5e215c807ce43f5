import { setTimeout } from 'node:timers/promises';
import { jetstreamManager, type ConsumerInfo, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { readPermissions } from '../../deploy/nats/permissions.mjs';

/**
 * Waits as long as somebody still hears something: how long it takes is the machine's affair, and only a consumer that
 * stands still has failed.
 */
export async function everythingHeard(nats: NatsConnection): Promise<void> {
  const manager = await jetstreamManager(nats);
  let furthest = 0;
  let movedAt = Date.now();
  for (;;) {
    const consumers = await consumersOf(manager);
    const behind = consumers.filter(({ num_pending, num_ack_pending }) => num_pending + num_ack_pending > 0);
    const heard = consumers.reduce((sum, { ack_floor }) => sum + ack_floor.consumer_seq, 0);
    // Consumers are asked one after the other: one look at them is none at what the last of them said.
    if (behind.length === 0 && heard === furthest) return;
    if (heard > furthest) movedAt = Date.now();
    furthest = Math.max(furthest, heard);
    if (Date.now() - movedAt > STANDSTILL_MS)
      throw new Error(`Nothing more is heard by ${behind.map(({ name }) => name).join(', ')}`);
    await setTimeout(BETWEEN_LOOKS_MS);
  }
}

/** Of every service; the system of pharmacovigilance is none of the platform, so nobody reads for it here. */
async function consumersOf(manager: JetStreamManager): Promise<ConsumerInfo[]> {
  const consumers: ConsumerInfo[] = [];
  for await (const { config } of manager.streams.list())
    for await (const consumer of manager.consumers.list(config.name))
      if (!readers.some(({ consumer: name }) => name === consumer.name)) consumers.push(consumer);
  return consumers;
}

const { readers } = readPermissions() as { readonly readers: readonly { readonly consumer: string }[] };
/** Longer than what was said takes to its stream. */
const BETWEEN_LOOKS_MS = 2_000;
/** Longer than the longest wait between two deliveries that follow each other soon. */
const STANDSTILL_MS = 120_000;
