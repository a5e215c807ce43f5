import { pauseProposalSettled } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { PauseProposals, type PauseProposal } from './pause-proposal.table.js';

type Settlement =
  | { readonly as: 'withdrawn' | 'superseded' }
  | { readonly as: 'dismissed'; readonly reason: string }
  | { readonly as: 'paused'; readonly pauseId: string };

/** Ends the waiting of a proposal, and says so: the work of deciding about it is done. */
export async function settleProposal(
  tx: Transaction,
  proposal: PauseProposal,
  settlement: Settlement,
): Promise<PauseProposal> {
  const { id: proposalId, trialId, siteId, participantId } = proposal;
  const { as } = settlement;
  const settled: PauseProposal = {
    ...proposal,
    state: as,
    settledAt: tx.now,
    settledBy: as === 'dismissed' ? tx.context.actor : null,
    reason: as === 'dismissed' ? settlement.reason : null,
    pauseId: as === 'paused' ? settlement.pauseId : null,
  };
  const { state, settledAt, settledBy, reason, pauseId } = settled;
  await tx.rows(PauseProposals).update({ id: proposalId }, { state, settledAt, settledBy, reason, pauseId });
  const moment = tx.now.toString({ fractionalSecondDigits: 3 });
  publish(tx, pauseProposalSettled, { trialId, siteId, participantId, proposalId, as, settledAt: moment });
  return settled;
}
