import type { Instant } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text, whole, words } from '@trial/persistence';
import { EntitySchema } from 'typeorm';

/** Who is told of what at which sites of a trial, and where. */
export interface StoredWebhook {
  readonly id: string;
  readonly trialId: string;
  readonly sites: readonly string[];
  readonly kinds: readonly string[];
  readonly url: string;
  readonly state: 'active' | 'paused' | 'disabled' | 'deleted';
  /** Which of its secrets signs. */
  readonly rotation: number;
  /** Until when the secret before signs as well, in wall time. */
  readonly previousUntil: Instant | null;
  readonly createdAt: Instant;
}

export const Webhooks = new EntitySchema<StoredWebhook>({
  name: 'webhook',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    sites: words('sites'),
    kinds: words('kinds'),
    url: text('url'),
    state: text('state'),
    rotation: whole('rotation'),
    previousUntil: instantColumn('previous_until', { nullable: true }),
    createdAt: instantColumn('created_at'),
  },
});
