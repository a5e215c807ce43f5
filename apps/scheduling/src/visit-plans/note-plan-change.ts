import type { Transaction } from '@trial/persistence';
import { windowFactsOf } from '../visits/visit-facts.js';
import type { StoredVisit } from '../visits/visit.table.js';
import { PlanChanges } from './plan-change.table.js';

/** Writes down what happens to a visit of a plan, with the write that does it: what came, moved or went, and why. */
export async function notePlanChange(
  tx: Transaction,
  before: StoredVisit | null,
  after: StoredVisit | null,
  because: string,
): Promise<void> {
  const visit = after ?? before;
  if (!visit) return;
  const { id: visitId, trialId, siteId, participantId, visitCode, trialVersion } = visit;
  await tx.rows(PlanChanges).insert({
    ...{ id: tx.newId(), visitId, trialId, siteId, participantId, visitCode, trialVersion, because },
    change: changeOf(before, after),
    before: before && windowFactsOf(before),
    after: after && windowFactsOf(after),
    changedAt: tx.now,
  });
}

const changeOf = (before: StoredVisit | null, after: StoredVisit | null): 'added' | 'moved' | 'dropped' => {
  if (!before) return 'added';
  return after ? 'moved' : 'dropped';
};
