import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, text } from '@trial/persistence';
import { place, type Placed } from '../placement/placed.js';
import type { AdverseEventId } from '../domain/adverse-event.js';
import type { Expectedness } from '../domain/expectedness.js';

/** The sponsor holds the minimum information: day 0 is the civil day of `receivedAt`. One per event, never overwritten. */
export interface SponsorReceipt {
  readonly adverseEventId: AdverseEventId;
  readonly receivedAt: Instant;
  readonly expectedness: Expectedness['expectedness'];
  readonly receivedBy: PersonId;
}

export const SponsorReceipts = new EntitySchema<Placed<SponsorReceipt>>({
  name: 'sponsor_receipt',
  columns: {
    adverseEventId: identifier('adverse_event_id', { primary: true }),
    ...place,
    receivedAt: instantColumn('received_at'),
    expectedness: text('expectedness'),
    receivedBy: text('received_by'),
  },
});
