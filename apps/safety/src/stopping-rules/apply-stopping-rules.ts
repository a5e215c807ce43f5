import { pauseProposed } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration, Trials } from '@trial/trial-configuration';
import { proposalChanges } from '../domain/pause-proposals.js';
import {
  isCountedMilestone,
  lowestCountedGrade,
  mayCount,
  rulesReached,
  type ConfirmedEvent,
  type EventFacts,
  type Hit,
  type Milestone,
  type MilestoneName,
  type SafetySoFar,
} from '../domain/stopping-rules.js';
import { placedAt, type Placed } from '../placement/placed.js';
import { PauseProposals, type PauseProposal } from './pause-proposal.table.js';
import { lockProposals } from './proposals-of-trial.js';
import { settleProposal } from './settle-proposal.js';

/**
 * An adverse event is, or was, as these say: what the stopping rules of the trial make of it is written in the same
 * transaction, last, because whoever else has something to count waits behind it.
 */
export async function applyStoppingRules(
  tx: Transaction,
  trials: Trials,
  at: Placed<object>,
  versions: readonly EventFacts[],
): Promise<void> {
  const trial = trials.inForceAnywhere(at.trialId, tx.now);
  if (versions.some((event) => mayCount(trial.stopping, event))) await reviewProposals(tx, trial, at);
}

/** A participant died or was at a visit: the same. */
export async function applyToMilestone(
  tx: Transaction,
  trials: Trials,
  at: Placed<object>,
  milestone: MilestoneName,
): Promise<void> {
  const trial = trials.inForceAnywhere(at.trialId, tx.now);
  if (isCountedMilestone(trial.stopping, milestone)) await reviewProposals(tx, trial, at);
}

async function reviewProposals(tx: Transaction, trial: TrialConfiguration, at: Placed<object>): Promise<void> {
  const earlier = await lockProposals(tx, at.trialId);
  const hits = rulesReached(trial.stopping, await safetySoFar(tx, trial));
  const { propose, settle } = proposalChanges(hits, earlier);
  for (const proposal of earlier) {
    const settlement = settle.find(({ id }) => id === proposal.id);
    if (settlement) await settleProposal(tx, proposal, { as: settlement.as });
  }
  for (const hit of propose) await proposePause(tx, hit, trial, at);
}

async function proposePause(
  tx: Transaction,
  hit: Hit,
  { version: trialVersion }: TrialConfiguration,
  at: Placed<object>,
): Promise<void> {
  const proposal: PauseProposal = {
    ...placedAt(at, hit),
    id: tx.newId(),
    trialVersion,
    state: 'waiting',
    proposedAt: tx.now,
    settledAt: null,
    settledBy: null,
    reason: null,
    pauseId: null,
  };
  await tx.rows(PauseProposals).insert(proposal);
  const { id: proposalId, trialId, siteId, participantId, kind, rule, threshold } = proposal;
  publish(tx, pauseProposed, {
    ...{ trialId, siteId, participantId, proposalId, kind, rule, trialVersion, threshold },
    count: hit.cases.length,
    proposedAt: tx.now.toString({ fractionalSecondDigits: 3 }),
  });
}

/** What can count, of all sites: the functions see more than whoever acts, and tell nothing that is shown to them. */
async function safetySoFar(tx: Transaction, { id, stopping }: TrialConfiguration): Promise<SafetySoFar> {
  const [events, milestones] = await Promise.all([
    tx.query<ConfirmedEvent>(
      `select id, participant_id as "participantId", site_id as "siteId", grade, seriousness, outcome,
              digit_threatening as "digitThreatening", suspected_causes as "suspectedCauses"
         from events_for_stopping($1, $2)`,
      [id, lowestCountedGrade(stopping)],
    ),
    tx.query<Milestone>(
      `select participant_id as "participantId", site_id as "siteId", milestone from milestones_for_stopping($1)`,
      [id],
    ),
  ]);
  return { events, milestones };
}
