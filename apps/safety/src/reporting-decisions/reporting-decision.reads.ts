import type { AtAdverseEvent, ReportingDecision } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { knownAdverseEvent, segmentsOf } from '../adverse-events/adverse-event.reads.js';
import { suspicionOf } from '../domain/causality.js';
import { expeditedConditions, type ExpeditedCondition } from '../domain/expedited-conditions.js';
import { atItsWorst } from '../domain/grade-segments.js';
import { isSerious } from '../domain/seriousness.js';
import { expectednessSince } from '../domain/sponsor-expectedness.js';
import { opinionsOn } from '../judgements/opinions.reads.js';
import { receiptThatCounts } from '../judgements/receipts.reads.js';
import { derivedExpectedness } from '../reference-safety/reference.reads.js';
import { decidingFacts } from '../reporting-clocks/expedited-days.js';
import { standingDays } from '../reporting-clocks/reporting-clock.reads.js';

/** Where each condition comes from. */
const SOURCE: Readonly<Record<ExpeditedCondition, string>> = {
  serious: 'a serious event: Reg. (EU) 536/2014 art. 2(2)(33) and 42(1)',
  suspected: 'a reasonable possibility somebody sees, or nobody has judged yet: annex III 2.4',
  unexpected: 'not as the reference safety information lists it, or fatal: art. 2(2)(34)',
  'not-exempt': 'not one that the protocol exempts as disease-related: annex III 2.5',
};

/** Whether an event is expedited: by its clocks, which once started go on, and what would be judged of it now. */
export async function reportingDecision(
  tx: Transaction,
  { trialId, participantId, adverseEventId }: AtAdverseEvent,
  trials: Trials,
): Promise<ReportingDecision> {
  const event = await knownAdverseEvent(tx, participantId, adverseEventId);
  const trial = trials.version(trialId, event.trialVersion);
  const { causes } = trial.causality;
  const opinions = await opinionsOn(tx, event.id);
  const worst = atItsWorst(event, await segmentsOf(tx, event.id));
  const receipt = await receiptThatCounts(tx, event.id);
  const derived = await derivedExpectedness(tx, worst, opinions, causes);
  const decided = {
    ...{ eventVersion: event.version, trialVersion: event.trialVersion, suspicion: suspicionOf(opinions, causes) },
    ...(derived ? { reference: { versions: [...derived.versions], because: derived.because } } : {}),
  };
  // What was received before it was serious is not the receipt that its days begin with.
  if (!receipt || (isSerious(worst.seriousness) && !receipt.serious))
    return { ...decided, decision: 'sponsor-does-not-hold-it', clocks: [], conditions: [] };

  const facts = decidingFacts(worst, opinions, expectednessSince(receipt, derived), trial);
  const holds = expeditedConditions(facts);
  const clocks = await standingDays(tx, event.id);
  return {
    ...decided,
    decision: clocks.length > 0 ? 'expedited' : 'not-expedited',
    clocks,
    conditions: (Object.keys(SOURCE) as ExpeditedCondition[]).map((condition) => ({
      ...{ condition, holds: holds[condition], rule: SOURCE[condition] },
    })),
  };
}
