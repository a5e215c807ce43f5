import { EntitySchema } from 'typeorm';
import type { Instant, TrialId } from '@trial/kernel';
import { instantColumn, text } from '@trial/persistence';

/** What the vault was told of the lock of a database; without it the list stays shut. */
export interface DatabaseLock {
  readonly trialId: TrialId;
  readonly lockedAt: Instant;
}

export const DatabaseLocks = new EntitySchema<DatabaseLock>({
  name: 'database_lock',
  columns: { trialId: text('trial_id', { primary: true }), lockedAt: instantColumn('locked_at') },
});
