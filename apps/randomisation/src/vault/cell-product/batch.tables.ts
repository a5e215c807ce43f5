import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { BatchStatus } from '../../domain/cell-product/batch.js';

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

/** What was said of a batch, counted from 1; the highest is in force. */
export interface BatchStatusChange {
  readonly batchId: string;
  readonly number: number;
  readonly trialId: TrialId;
  /** Whose limits it was held against. */
  readonly trialVersion: number;
  readonly status: BatchStatus;
  readonly sealedAccount: Buffer;
  readonly changedBy: PersonId;
  readonly changedAt: Instant;
}

export const BatchStatusChanges = new EntitySchema<BatchStatusChange>({
  name: 'batch_status',
  columns: {
    batchId: identifier('batch_id', { primary: true }),
    number: whole('number', { primary: true }),
    trialId: text('trial_id'),
    trialVersion: whole('trial_version'),
    status: text('status'),
    sealedAccount: { type: 'bytea', name: 'sealed_account' },
    changedBy: text('changed_by'),
    changedAt: instantColumn('changed_at'),
  },
});
