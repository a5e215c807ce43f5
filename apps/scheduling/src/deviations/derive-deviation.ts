import { deviationDrafted } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Not } from 'typeorm';
import { draftDeviation, isSameDeviation } from '../domain/deviation.js';
import { visitFactsOf } from '../visits/visit-facts.js';
import type { StoredVisit } from '../visits/visit.table.js';
import { Deviations } from './deviation.table.js';

/**
 * Makes the deviation of a visit what its window and its attendance say (S05): drafted with the write that causes it,
 * superseded with the write after which it no longer holds, and left alone, judgement and all, while nothing changed.
 */
export async function deriveDeviation(tx: Transaction, visit: StoredVisit): Promise<void> {
  const deviations = tx.rows(Deviations);
  const draft = draftDeviation(visit);
  const standing = await deviations.findOneBy({ visitId: visit.id, state: Not('superseded') });
  if (isSameDeviation(standing, draft)) return;

  if (standing) {
    await deviations.update({ id: standing.id }, { state: 'superseded', version: standing.version + 1 });
  }
  if (draft === 'none') return;

  const { id: visitId, trialId, siteId, participantId, visitCode, trialVersion } = visit;
  const id = tx.newId();
  await deviations.insert({
    ...draft,
    ...{ id, visitId, trialId, siteId, participantId, visitCode, trialVersion },
    draftedAt: tx.now,
    state: 'drafted',
    severity: null,
    judgedBy: null,
    judgedAt: null,
    version: 1,
  });
  publish(tx, deviationDrafted, { ...visitFactsOf(visit), deviationId: id, kind: draft.kind });
}
