import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { BatchStatus } from '../../domain/cell-product/batch.js';
import type { TestResult } from '../../domain/cell-product/release.js';

export interface Batch {
  readonly id: string;
  readonly trialId: TrialId;
  /** Random: the number of its maker would tell what it is. */
  readonly number: string;
  readonly sealedContent: Buffer;
  readonly registeredBy: PersonId;
  readonly registeredAt: Instant;
}

export const Batches = new EntitySchema<Batch>({
  name: 'batch',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    number: text('number'),
    sealedContent: { type: 'bytea', name: 'sealed_content' },
    registeredBy: text('registered_by'),
    registeredAt: instantColumn('registered_at'),
  },
  uniques: [{ name: 'batch_number_once', columns: ['trialId', 'number'] }],
});

/** The status a batch took, counted from 1; the highest is in force. */
export interface BatchStatusChange {
  readonly batchId: string;
  readonly number: number;
  readonly trialId: TrialId;
  readonly status: BatchStatus;
  readonly sterility: TestResult;
  readonly sealedReason: Buffer;
  readonly changedBy: PersonId;
  readonly changedAt: Instant;
}

export const BatchStatusChanges = new EntitySchema<BatchStatusChange>({
  name: 'batch_status',
  columns: {
    batchId: identifier('batch_id', { primary: true }),
    number: whole('number', { primary: true }),
    trialId: text('trial_id'),
    status: text('status'),
    sterility: text('sterility'),
    sealedReason: { type: 'bytea', name: 'sealed_reason' },
    changedBy: text('changed_by'),
    changedAt: instantColumn('changed_at'),
  },
});
