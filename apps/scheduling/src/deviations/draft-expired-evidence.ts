import type { Transaction } from '@trial/persistence';
import type { DraftedDeviation } from '../domain/deviation.js';
import type { ExpiredEvidence } from '../participants/participant.table.js';
import type { StoredVisit } from '../visits/visit.table.js';
import { draft, lockStanding } from './derive-deviation.js';

/** Somebody was treated on evidence that was too old by then: drafted at the visit of treatment, with item and limit. */
export async function draftExpiredEvidence(
  tx: Transaction,
  visit: StoredVisit,
  expired: ExpiredEvidence,
): Promise<void> {
  const kind = 'evidence-expired';
  const [standing = null] = await lockStanding(tx, { visitId: visit.id, kind });
  const rule = expired
    .map(({ code, limit, age }) => `${code} is at most ${limit} old at treatment, it was ${age}`)
    .join('; ');
  const drafted: DraftedDeviation | 'none' = rule === '' ? 'none' : { kind, rule, distance: null, unit: null };
  await draft(tx, visit, standing, drafted);
}
