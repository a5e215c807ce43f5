import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, TrialId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** That something was done for a recipient of a stopped batch: for whom and what, is ciphertext. */
export interface FollowUpClosure {
  readonly id: string;
  readonly trialId: TrialId;
  readonly sealedClosure: Buffer;
  readonly closedBy: PersonId;
  readonly closedAt: Instant;
}

export const FollowUpClosures = new EntitySchema<FollowUpClosure>({
  name: 'follow_up_closure',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    sealedClosure: { type: 'bytea', name: 'sealed_closure' },
    closedBy: text('closed_by'),
    closedAt: instantColumn('closed_at'),
  },
});
