import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { suspicionOf, type CausalityOpinion } from '../domain/causality.js';
import { expectednessAsItCounts, type Expectedness } from '../domain/expectedness.js';
import type { DecidingFacts } from '../domain/expedited-conditions.js';
import { expeditedClocks, type ClockTimes } from '../domain/reporting-clocks.js';
import { expectednessSince, type SponsorExpectedness } from '../domain/sponsor-expectedness.js';
import { derivedExpectedness } from '../reference-safety/reference.reads.js';
import { isExempt, reportingPolicyOf } from './reporting-policy.js';

/** The clocks of days an event has, as it and the opinions on it are; none when it need not be expedited. */
export function expeditedDays(
  event: AdverseEvent,
  opinions: readonly CausalityOpinion[],
  { expectedness, derived }: { expectedness: Expectedness['expectedness']; derived: Expectedness | null },
  trial: TrialConfiguration,
  receivedAt: Instant,
): readonly ClockTimes[] {
  const facts = {
    ...decidingFacts(event, opinions, expectedness, trial),
    ...(derived ? { reference: { versions: derived.versions, because: derived.because } } : {}),
  };
  return expeditedClocks({ ...facts, receivedAt }, reportingPolicyOf(trial));
}

/** What decides whether an event is expedited. */
export const decidingFacts = (
  { seriousness, term }: AdverseEvent,
  opinions: readonly CausalityOpinion[],
  expectedness: Expectedness['expectedness'],
  trial: TrialConfiguration,
): DecidingFacts => ({
  ...{ seriousness, exempt: isExempt(trial, term) },
  suspicion: suspicionOf(opinions, trial.causality.causes),
  expectedness: expectednessAsItCounts(expectedness, seriousness),
});

/** The same of an event the sponsor holds, at its worst, as of now: what has changed since may be more than what was expected. */
export async function expeditedDaysSince(
  tx: Transaction,
  worst: AdverseEvent,
  opinions: readonly CausalityOpinion[],
  receipt: SponsorExpectedness,
  trial: TrialConfiguration,
): Promise<readonly ClockTimes[]> {
  const derived = await derivedExpectedness(tx, worst, opinions, trial.causality.causes);
  return expeditedDays(worst, opinions, { expectedness: expectednessSince(receipt, derived), derived }, trial, tx.now);
}
