import type { Transaction } from '@trial/persistence';
import type { StoredSubmission } from './submission.table.js';

/**
 * Whoever holds a case at a receiver has its submissions there, and those that might be added, until its transaction ends.
 * What is read before that may be of a moment before another holder was done.
 */
export async function holdCase(
  tx: Transaction,
  { caseId, receiver }: Pick<StoredSubmission, 'caseId' | 'receiver'>,
): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`submissions ${caseId} ${receiver}`]);
}
