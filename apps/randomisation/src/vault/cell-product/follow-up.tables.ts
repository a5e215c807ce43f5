import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';

/** Somebody who received a product of a batch that was stopped: who, is ciphertext. */
export interface FollowUp {
  readonly id: string;
  readonly trialId: TrialId;
  readonly batchId: string;
  /** The status of the batch that opened it. */
  readonly statusNumber: number;
  readonly sealedRecipient: Buffer;
  readonly openedAt: Instant;
}

export const FollowUps = new EntitySchema<FollowUp>({
  name: 'recipient_follow_up',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    batchId: identifier('batch_id'),
    statusNumber: whole('status_number'),
    sealedRecipient: { type: 'bytea', name: 'sealed_recipient' },
    openedAt: instantColumn('opened_at'),
  },
});

export interface FollowUpClosure {
  readonly followUpId: string;
  readonly trialId: TrialId;
  /** What was done, in words that may tell what was received. */
  readonly sealedAccount: Buffer;
  readonly closedBy: PersonId;
  readonly closedAt: Instant;
}

export const FollowUpClosures = new EntitySchema<FollowUpClosure>({
  name: 'follow_up_closure',
  columns: {
    followUpId: identifier('follow_up_id', { primary: true }),
    trialId: text('trial_id'),
    sealedAccount: { type: 'bytea', name: 'sealed_account' },
    closedBy: text('closed_by'),
    closedAt: instantColumn('closed_at'),
  },
});
