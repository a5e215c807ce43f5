import { adverseEventCandidateRaisedV2, type DataOf } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import type { Proposed } from '../domain/candidate.js';
import { saeToSponsorClock } from '../domain/reporting-clocks.js';
import { recordInterest } from '../judgements/record-interest.js';
import { placedAt } from '../placement/placed.js';
import { reportingPolicyOf } from '../reporting-clocks/reporting-policy.js';
import { startClocks } from '../reporting-clocks/start-clocks.js';
import { factsOf } from './adverse-event-facts.js';
import { AdverseEvents } from './adverse-event.table.js';
import { GradeSegments } from './grade-segment.table.js';

/** What every candidate leaves behind, wherever it comes from: its rows, the news of it and, if the trial says so, its clock. */
export async function recordCandidate(
  tx: Transaction,
  { adverseEvent, segment }: Proposed,
  origin: DataOf<typeof adverseEventCandidateRaisedV2>['origin'],
  trial: TrialConfiguration,
): Promise<void> {
  await tx.rows(AdverseEvents).insert(adverseEvent);
  await tx.rows(GradeSegments).insert(placedAt(adverseEvent, segment));
  await recordInterest(tx, adverseEvent, trial);
  publish(tx, adverseEventCandidateRaisedV2, { ...factsOf(adverseEvent), origin });
  // Until somebody has looked, the platform must assume the worst: the hours run from the moment it knew.
  if (trial.reporting.clockStartsWith === 'candidate') {
    await startClocks(tx, adverseEvent, [saeToSponsorClock(tx.now, reportingPolicyOf(trial))]);
  }
}
