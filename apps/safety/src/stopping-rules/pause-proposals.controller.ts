import { Controller } from '@nestjs/common';
import {
  dismissPauseProposal,
  listPauseProposals,
  type DismissPauseProposalCommand,
  type ListPauseProposals,
  type PauseProposalPage,
  type PauseProposalView,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { DismissPauseProposal } from './dismiss-pause-proposal.js';
import { proposalPage } from './pause-proposal.reads.js';

@Controller()
export class PauseProposalsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly dismissing: DismissPauseProposal,
  ) {}

  @OnCommand(dismissPauseProposal)
  dismiss(command: DismissPauseProposalCommand, context: Context): Promise<PauseProposalView> {
    return this.dismissing.execute(command, context);
  }

  @OnQuery(listPauseProposals)
  list(request: ListPauseProposals, context: Context): Promise<PauseProposalPage> {
    return this.transactions.read(context, (tx) => proposalPage(tx, request));
  }
}
