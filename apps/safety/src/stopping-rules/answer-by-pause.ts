import { Injectable } from '@nestjs/common';
import { randomisationPaused, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { lockProposals } from './proposals-of-trial.js';
import { settleProposal } from './settle-proposal.js';

/** Randomisation is paused for what was proposed. What was settled meanwhile, or more was counted since, stays as it is. */
@Injectable()
export class AnswerByPause {
  @OnEvent(randomisationPaused)
  async on({ data }: EventOf<typeof randomisationPaused>, tx: Transaction): Promise<void> {
    const proposals = await lockProposals(tx, data.trialId);
    for (const proposal of proposals)
      if (proposal.state === 'waiting' && data.proposalIds.includes(proposal.id))
        await settleProposal(tx, proposal, { as: 'paused', pauseId: data.pauseId });
  }
}
