import {
  keyAfter,
  pageOf,
  pageSize,
  type ListPauseProposals,
  type PauseProposalPage,
  type PauseProposalView,
} from '@trial/contracts';
import type { SiteId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { PauseProposals, type PauseProposal } from './pause-proposal.table.js';

/** One page of what was proposed, oldest first. `Rejection('cursor-not-readable')`. */
export async function proposalPage(tx: Transaction, request: ListPauseProposals): Promise<PauseProposalPage> {
  const limit = pageSize(request);
  const query = tx
    .rows(PauseProposals)
    .createQueryBuilder('proposal')
    .where('proposal.id::text > :after', { after: keyAfter(request.cursor) })
    .orderBy('proposal.id::text')
    .limit(limit + 1);
  if (request.state) query.andWhere('proposal.state = :state', { state: request.state });
  const { items, ...rest } = pageOf(await query.getMany(), limit, ({ id }) => id);
  return { items: items.map((proposal) => proposalView(proposal, tx.context.sites)), ...rest };
}

/** A proposal as it is shown: the number is of all sites, who was counted only of those one may see. */
export function proposalView(proposal: PauseProposal, sites: readonly SiteId[]): PauseProposalView {
  const { fromGrade, settledAt, settledBy, reason, pauseId } = proposal;
  return {
    proposalId: proposal.id,
    kind: proposal.kind,
    rule: proposal.rule,
    counts: proposal.counts,
    ...(fromGrade === null ? {} : { fromGrade }),
    threshold: proposal.threshold,
    count: proposal.cases.length,
    trialVersion: proposal.trialVersion,
    cases: proposal.cases
      .filter(({ siteId }) => sites.includes(siteId))
      .map(({ adverseEventIds, ...at }) => ({ ...at, adverseEventIds: [...adverseEventIds] })),
    state: proposal.state,
    proposedAt: proposal.proposedAt.toString({ fractionalSecondDigits: 3 }),
    ...(settledAt === null ? {} : { settledAt: settledAt.toString({ fractionalSecondDigits: 3 }) }),
    ...(settledBy === null ? {} : { settledBy }),
    ...(reason === null ? {} : { reason }),
    ...(pauseId === null ? {} : { pauseId }),
  };
}
