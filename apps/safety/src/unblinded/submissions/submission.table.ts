import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import { place, type Placed } from '../../placement/placed.js';

/** A version of a case on its way to one receiver, and whatever is sent instead of it after a rejection. */
export interface StoredSubmission {
  readonly id: string;
  readonly caseId: string;
  /** C.1.1. */
  readonly safetyReportId: string;
  /** A receiver of the configuration. */
  readonly receiver: string;
  /** The version it began with: to one receiver each goes once. */
  readonly firstNumber: number;
  readonly queuedBy: PersonId;
  readonly queuedAt: Instant;
}

export const Submissions = new EntitySchema<Placed<StoredSubmission>>({
  name: 'submission',
  columns: {
    id: primaryIdentifier(),
    ...place,
    caseId: identifier('case_id'),
    safetyReportId: text('safety_report_id'),
    receiver: text('receiver'),
    firstNumber: whole('first_number'),
    queuedBy: text('queued_by'),
    queuedAt: instantColumn('queued_at'),
  },
  uniques: [{ name: 'submission_once', columns: ['caseId', 'firstNumber', 'receiver'] }],
});
