import { Injectable } from '@nestjs/common';
import type { DismissPauseProposalCommand, PauseProposalView } from '@trial/contracts';
import { isFresh, Rejection, signInNotFresh, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { proposalView } from './pause-proposal.reads.js';
import { lockProposals } from './proposals-of-trial.js';
import { settleProposal } from './settle-proposal.js';

/** The sponsor's physician signs that randomisation goes on. What is counted next proposes again. */
@Injectable()
export class DismissPauseProposal {
  constructor(private readonly transactions: Transactions) {}

  async execute(
    { trialId, proposalId, reason }: DismissPauseProposalCommand,
    context: Context,
  ): Promise<PauseProposalView> {
    if (!isFresh(context.signedInSecondsAgo)) throw signInNotFresh();
    return this.transactions.once(context, async (tx) => {
      const proposal = (await lockProposals(tx, trialId)).find(({ id }) => id === proposalId);
      if (!proposal) throw new Rejection('pause-proposal-unknown', { field: 'proposalId' });
      if (proposal.state !== 'waiting')
        throw new Rejection('pause-proposal-settled', { rule: `it is ${proposal.state}; look at what waits now` });
      return proposalView(await settleProposal(tx, proposal, { as: 'dismissed', reason }), context.sites);
    });
  }
}
