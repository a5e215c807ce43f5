import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { AdverseEvent, AdverseEventId } from '../domain/adverse-event.js';
import { isSerious } from '../domain/seriousness.js';
import type { SeriousnessChange } from '../domain/seriousness-changes.js';
import { placedAt } from '../placement/placed.js';
import { SeriousnessChanges } from './seriousness-change.table.js';

/**
 * Keeps since when it is known that a revised event is serious, or is not any more: a receipt is of a serious event, or not, by
 * that, whenever it is recorded.
 */
export async function recordSeriousness(
  tx: Transaction,
  before: AdverseEvent,
  after: AdverseEvent,
  knownAt: Instant,
): Promise<void> {
  const serious = isSerious(after.seriousness);
  if (serious === isSerious(before.seriousness)) return;
  const ordinal = (await tx.rows(SeriousnessChanges).countBy({ adverseEventId: after.id })) + 1;
  const criteria = before.seriousness;
  const change = { adverseEventId: after.id, ordinal, serious, knownAt, criteria };
  await tx.rows(SeriousnessChanges).insert(placedAt(after, change));
}

/** The changes of an event in the order in which they were recorded. */
export const seriousnessChangesOf = (tx: Transaction, adverseEventId: AdverseEventId): Promise<SeriousnessChange[]> =>
  tx.rows(SeriousnessChanges).find({ where: { adverseEventId }, order: { ordinal: 'ASC' } });

/** What was said to be known since the wrong moment is known since the right one. */
export async function moveSeriousness(
  tx: Transaction,
  { id: adverseEventId }: AdverseEvent,
  { previous, corrected }: { readonly previous: Instant; readonly corrected: Instant },
): Promise<void> {
  const known = { adverseEventId, serious: true, knownAt: previous };
  await tx.rows(SeriousnessChanges).update(known, { knownAt: corrected });
}
