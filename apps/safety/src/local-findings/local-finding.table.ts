import { EntitySchema } from 'typeorm';
import { flag, identifier, instantColumn, plainDateColumn, primaryIdentifier, text } from '@trial/persistence';
import type { KnownFinding } from '../domain/local-finding-changes.js';
import { place, type Placed } from '../placement/placed.js';

/** What the forms of the limb that counts show now, and what they showed before a correction. */
export const LocalFindings = new EntitySchema<Placed<KnownFinding>>({
  name: 'local_finding',
  columns: {
    id: primaryIdentifier(),
    ...place,
    formId: identifier('form_id'),
    visitCode: text('visit_code'),
    item: text('item'),
    change: text('change'),
    assessedAt: instantColumn('assessed_at'),
    foundOn: plainDateColumn('found_on'),
    withoutReference: flag('without_reference'),
    recordedAt: instantColumn('recorded_at'),
    withdrawnAt: instantColumn('withdrawn_at', { nullable: true }),
    proposedEventId: identifier('proposed_event_id', { nullable: true }),
  },
  indices: [
    {
      name: 'local_finding_stands_once',
      columns: ['participantId', 'visitCode', 'item'],
      unique: true,
      where: 'withdrawn_at is null',
    },
  ],
});
