import { resultRestated } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { baselineFor, withAnotherBaseline, type BaselineFacts } from '../domain/baseline.js';
import { openAnalytes } from '../domain/panels.js';
import { resultFacts } from './result-facts.js';
import { Restatements } from './restatement.table.js';

/** Tells again what has another baseline than it was told with. The participant is locked by the caller. */
export async function restateResults(
  tx: Transaction,
  trials: Trials,
  before: BaselineFacts,
  now: BaselineFacts,
): Promise<void> {
  for (const result of withAnotherBaseline(before, now)) {
    const { id: resultId, version: resultVersion, trialId, siteId, participantId, trialVersion, analyte } = result;
    const { panels } = trials.version(trialId, trialVersion).laboratory;
    const statement = 1 + (await tx.rows(Restatements).countBy({ resultId, resultVersion }));
    const baseline = baselineFor(result, now);
    await tx.rows(Restatements).insert({
      ...{ resultId, resultVersion, statement, trialId, siteId, participantId },
      baselineId: baseline?.resultId ?? null,
      baselineVersion: baseline?.resultVersion ?? null,
      restatedAt: tx.now,
    });
    publish(tx, resultRestated, { ...resultFacts(result, now, openAnalytes(panels, analyte)), statement });
  }
}
