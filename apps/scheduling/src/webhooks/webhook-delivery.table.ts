import type { Instant } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import { EntitySchema } from 'typeorm';
import type { News } from '../domain/webhooks/message.js';

/** A row of the ledger: one message to one webhook. */
export interface StoredDelivery extends Omit<News, 'key'> {
  /** The `webhook-id`. */
  readonly id: string;
  readonly webhookId: string;
  /** What it tells of: once per webhook. */
  readonly news: string;
  readonly state: 'waiting' | 'held' | 'delivered' | 'dead' | 'stopped';
  readonly because: string | null;
  /** Grows when somebody has it sent again. */
  readonly round: number;
  /** Attempts of this round. */
  readonly tries: number;
  /** Attempts of all rounds. */
  readonly attempts: number;
  readonly settledAt: Instant | null;
}

export const WebhookDeliveries = new EntitySchema<StoredDelivery>({
  name: 'webhook_delivery',
  columns: {
    id: primaryIdentifier(),
    webhookId: identifier('webhook_id'),
    news: text('news'),
    kind: text('kind'),
    occurredAt: instantColumn('occurred_at'),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    visitId: identifier('visit_id'),
    state: text('state'),
    because: text('because', { nullable: true }),
    round: whole('round'),
    tries: whole('tries'),
    attempts: whole('attempts'),
    settledAt: instantColumn('settled_at', { nullable: true }),
  },
});
