import { instant, Rejection, type Instant, type TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';

/**
 * Waits until every allocation of the trial that is under way has committed, and holds off the others until this transaction
 * ends: what they read behind the lock is what this transaction wrote. Returns the moment of the last allocation, and of the
 * allocation nothing else. `Rejection('no-sealed-list')`: before one is sealed there is no lock, and nobody to hold off.
 */
export async function holdAllocations(tx: Transaction, trialId: TrialId): Promise<Instant | null> {
  const [held] = await tx.query<{ sealed: boolean; lastAt: Date | null }>(
    'select sealed, last_at as "lastAt" from vault.hold_allocations($1)',
    [trialId],
  );
  if (!held?.sealed)
    throw new Rejection('no-sealed-list', { rule: 'nobody is randomised before a list is sealed; do not seal it' });
  return held.lastAt === null ? null : instant(held.lastAt.toISOString());
}
