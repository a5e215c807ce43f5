import { deviationDrafted } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { In, Not, type FindOptionsWhere } from 'typeorm';
import { draftDeviation, isSameDeviation, visitKinds, type DraftedDeviation } from '../domain/deviation.js';
import { visitFactsOf } from '../visits/visit-facts.js';
import type { StoredVisit } from '../visits/visit.table.js';
import { Deviations, type Deviation } from './deviation.table.js';

/**
 * Makes the deviation of a visit what its window and its attendance say (S05): drafted with the write that causes it,
 * superseded with the write after which it no longer holds, and left alone, judgement and all, while nothing changed.
 */
export async function deriveDeviation(tx: Transaction, visit: StoredVisit): Promise<void> {
  const [standing = null] = await lockStanding(tx, { visitId: visit.id, kind: In(visitKinds) });
  await draft(tx, visit, standing, draftDeviation(visit));
}

/**
 * Deviations that stand, locked until the transaction ends: whoever judges one at the same time was before it and is seen, or
 * comes after it. A judgement holds nothing else, so nobody waits for each other.
 */
export const lockStanding = (
  tx: Transaction,
  which: Omit<FindOptionsWhere<Deviation>, 'state'>,
): Promise<Deviation[]> =>
  tx.rows(Deviations).find({
    where: { ...which, state: Not('superseded') },
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });

/**
 * Replaces what stood by what holds now, unless they say the same.
 *
 * @param standing locked by the caller.
 */
export async function draft(
  tx: Transaction,
  visit: StoredVisit,
  standing: Deviation | null,
  drafted: DraftedDeviation | 'none',
): Promise<void> {
  if (isSameDeviation(standing, drafted)) return;
  const deviations = tx.rows(Deviations);
  if (standing) {
    await deviations.update({ id: standing.id }, { state: 'superseded', version: standing.version + 1 });
  }
  if (drafted === 'none') return;

  const { id: visitId, trialId, siteId, participantId, visitCode, trialVersion } = visit;
  const id = tx.newId();
  await deviations.insert({
    ...drafted,
    ...{ id, visitId, trialId, siteId, participantId, visitCode, trialVersion },
    draftedAt: tx.now,
    state: 'drafted',
    severity: null,
    judgedBy: null,
    judgedAt: null,
    version: 1,
  });
  publish(tx, deviationDrafted, { ...visitFactsOf(visit), deviationId: id, kind: drafted.kind });
}
