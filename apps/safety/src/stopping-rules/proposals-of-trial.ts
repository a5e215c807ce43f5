import type { TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { PauseProposals, type PauseProposal } from './pause-proposal.table.js';

/**
 * The proposals of a trial, to be changed by nobody else before this transaction ends. What others counted until now is
 * committed, and what they count next sees what is written here: two events that reach a rule together are both counted.
 * Whoever takes this lock takes no other one behind it.
 */
export async function lockProposals(tx: Transaction, trialId: TrialId): Promise<PauseProposal[]> {
  // Two statements in one packet: what is read must be read after the lock is there.
  const [, proposals] = await Promise.all([
    tx.query(`select pg_advisory_xact_lock(hashtextextended('stopping rules of ' || $1, 0))`, [trialId]),
    tx.rows(PauseProposals).find({ where: { trialId }, order: { id: 'ASC' } }),
  ]);
  return proposals;
}
