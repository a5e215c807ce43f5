import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import { place, type Placed } from '../../placement/placed.js';

/** That somebody was shown a regulator copy, and why. What was shown is not written down. */
export interface CopyOpening {
  readonly id: string;
  readonly caseId: string;
  readonly number: number;
  readonly openedBy: PersonId;
  readonly reason: string;
  readonly openedAt: Instant;
}

export const CopyOpenings = new EntitySchema<Placed<CopyOpening>>({
  name: 'copy_opening',
  columns: {
    id: primaryIdentifier(),
    ...place,
    caseId: identifier('case_id'),
    number: whole('number'),
    openedBy: text('opened_by'),
    reason: text('reason'),
    openedAt: instantColumn('opened_at'),
  },
});
