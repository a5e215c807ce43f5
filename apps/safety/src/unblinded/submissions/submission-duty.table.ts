import { EntitySchema } from 'typeorm';
import type { Instant } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';
import type { Duty } from '../../domain/icsr/acknowledgement/submission-duty.js';
import { place, type Placed } from '../../placement/placed.js';

/** A duty somebody was told of. A submission has at most one that has not ended. */
export interface StoredDuty extends Duty {
  readonly id: string;
  readonly submissionId: string;
  /** When it was told; again with each sending that is rejected or not answered. */
  readonly rangAt: Instant;
  readonly endedAt: Instant | null;
}

export const SubmissionDuties = new EntitySchema<Placed<StoredDuty>>({
  name: 'submission_duty',
  columns: {
    id: primaryIdentifier(),
    ...place,
    submissionId: identifier('submission_id'),
    batchId: identifier('batch_id'),
    concern: text('concern'),
    rangAt: instantColumn('rang_at'),
    dueAt: instantColumn('due_at'),
    escalatedAt: instantColumn('escalated_at', { nullable: true }),
    endedAt: instantColumn('ended_at', { nullable: true }),
  },
});
