import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { AdverseEvent } from '../domain/adverse-event.js';
import type { TimeCorrection } from '../domain/clock-correction.js';
import { placedAt } from '../placement/placed.js';
import { TimeCorrections } from './time-correction.table.js';

/** Keeps what stood on record beside what stands there from now on, by whom and why. */
export async function recordCorrection(
  tx: Transaction,
  event: AdverseEvent,
  what: TimeCorrection['what'],
  moments: { readonly previous: Instant; readonly corrected: Instant; readonly reason: string },
): Promise<void> {
  const correction = { id: tx.newId(), adverseEventId: event.id, what, ...moments };
  await tx
    .rows(TimeCorrections)
    .insert(placedAt(event, { ...correction, correctedBy: tx.context.actor, correctedAt: tx.now }));
}
