import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, TrialId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text } from '@trial/persistence';

export interface DatabaseLockSignature {
  readonly id: string;
  readonly trialId: TrialId;
  readonly signedBy: PersonId;
  readonly role: string;
  readonly organisation: string;
  readonly meaning: string;
  readonly reason: string;
  readonly signedAt: Instant;
}

export const DatabaseLockSignatures = new EntitySchema<DatabaseLockSignature>({
  name: 'database_lock_signature',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    signedBy: text('signed_by'),
    role: text('role'),
    organisation: text('organisation'),
    meaning: text('meaning'),
    reason: text('reason'),
    signedAt: instantColumn('signed_at'),
  },
});
