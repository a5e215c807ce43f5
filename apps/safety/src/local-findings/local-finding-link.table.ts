import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, text } from '@trial/persistence';
import type { LocalFindingLink } from '../domain/local-toxicity.js';
import { place, type Placed } from '../placement/placed.js';

/** A link, and who made it. It belongs to visit and item: a finding taken back and found again has it still. */
export interface RecordedLink extends LocalFindingLink {
  readonly linkedBy: PersonId;
  readonly linkedAt: Instant;
  /** Why it was linked to another event than before. */
  readonly reason: string | null;
}

export const LocalFindingLinks = new EntitySchema<Placed<RecordedLink>>({
  name: 'local_finding_link',
  columns: {
    ...place,
    participantId: identifier('participant_id', { primary: true }),
    visitCode: text('visit_code', { primary: true }),
    item: text('item', { primary: true }),
    adverseEventId: identifier('adverse_event_id'),
    linkedBy: text('linked_by'),
    linkedAt: instantColumn('linked_at'),
    reason: text('reason', { nullable: true }),
  },
  indices: [{ name: 'local_finding_link_event', columns: ['adverseEventId'] }],
});
