import { EntitySchema } from 'typeorm';
import type { Id, Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';
import { place, type Placed } from '../placement/placed.js';
import type { AdverseEventId } from '../domain/adverse-event.js';

/** Significant new information about an event that was expedited; each has a day 0 of its own. */
export interface FollowUp {
  readonly id: Id<'follow-up'>;
  readonly adverseEventId: AdverseEventId;
  readonly receivedAt: Instant;
  readonly information: string;
  readonly receivedBy: PersonId;
  readonly recordedAt: Instant;
}

export const FollowUps = new EntitySchema<Placed<FollowUp>>({
  name: 'follow_up',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ...place,
    receivedAt: instantColumn('received_at'),
    information: text('information'),
    receivedBy: text('received_by'),
    recordedAt: instantColumn('recorded_at'),
  },
});
