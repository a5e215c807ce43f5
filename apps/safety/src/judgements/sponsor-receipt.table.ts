import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { flag, identifier, instantColumn, json, text } from '@trial/persistence';
import { place, type Placed } from '../placement/placed.js';
import type { AdverseEventId } from '../domain/adverse-event.js';
import type { Expectedness } from '../domain/expectedness.js';
import type { SponsorExpectedness } from '../domain/sponsor-expectedness.js';

/**
 * The sponsor holds the minimum information: day 0 is the civil day of `receivedAt` where it was serious then. What was received
 * while it was not (an event of special interest) is received once more when it is; neither is overwritten.
 */
export interface SponsorReceipt extends SponsorExpectedness {
  readonly adverseEventId: AdverseEventId;
  /** Whether the sponsor took in that it is serious, or was. */
  readonly serious: boolean;
  readonly receivedAt: Instant;
  /** What the reference safety information said then; null where the trial had none. */
  readonly derived: Expectedness | null;
  readonly receivedBy: PersonId;
}

export const SponsorReceipts = new EntitySchema<Placed<SponsorReceipt>>({
  name: 'sponsor_receipt',
  columns: {
    adverseEventId: identifier('adverse_event_id', { primary: true }),
    serious: flag('serious', { primary: true }),
    ...place,
    receivedAt: instantColumn('received_at'),
    expectedness: text('expectedness'),
    stated: text('stated', { nullable: true }),
    derived: json('derived', { nullable: true }),
    receivedBy: text('received_by'),
  },
});
