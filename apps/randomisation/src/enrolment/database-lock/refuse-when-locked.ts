import { Rejection, type TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { isLocked, type LockSignature } from '../../domain/database-lock.js';

/**
 * Whoever writes data of participants says so first, and is refused once the database is locked. Writers do not wait for
 * each other; the signature that locks waits for all of them, and what comes after it finds it.
 * `Rejection('trial-locked')`.
 */
export async function refuseWhenLocked(tx: Transaction, trialId: TrialId): Promise<void> {
  // Two statements in one packet: what is read must be read after the lock is there.
  const [, signatures] = await Promise.all([
    tx.query(`select pg_advisory_xact_lock_shared(${KEY})`, [trialId]),
    tx.query<LockSignature>(`select signed_by as "signedBy", role from database_lock_signature where trial_id = $1`, [
      trialId,
    ]),
  ]);
  if (isLocked(signatures)) throw new Rejection('trial-locked', { rule: 'no more data are taken' });
}

/** Waits until every writer of the trial is done, and holds off the others until this transaction ends. */
export async function holdOffWriters(tx: Transaction, trialId: TrialId): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${KEY})`, [trialId]);
}

const KEY = `hashtextextended('lock of the database ' || $1, 0)`;
