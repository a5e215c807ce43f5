import type { SnapshotEvent } from './safety-snapshot.js';
import { isSerious } from './seriousness.js';

/**
 * `awaits-receipt`: the site says it is serious, or it is of an interest that always goes to the sponsor, and the sponsor has
 * not taken it in as that. `not-serious-any-more`: the sponsor took in what the site no longer says is serious, or no longer
 * says happened, and what does not go to the sponsor for its interest either.
 */
export interface Discrepancy {
  readonly event: SnapshotEvent;
  readonly because: 'awaits-receipt' | 'not-serious-any-more';
  /** Since when: the awareness of the site, or the receipt of the sponsor. ISO 8601, UTC. */
  readonly since: string;
}

/**
 * Where what the site records and what the sponsor holds of the events it receives do not agree. There is one record for
 * both, so nothing can be in one and not in the other by being copied wrongly: what is left is work that somebody has to do,
 * and this says which. By the ids of the events.
 */
export const discrepancies = (events: readonly SnapshotEvent[]): readonly Discrepancy[] =>
  events.flatMap((event): Discrepancy[] => {
    const { status, seriousness, goesToSponsor = false, receipt, awareAt, recordedAt } = event;
    const serious = isSerious(seriousness);
    const owed = status === 'confirmed' && (serious || goesToSponsor);
    const isHeld = receipt !== null && (!serious || receipt.serious !== false);
    if (owed && !isHeld) return [{ event, because: 'awaits-receipt', since: awareAt ?? recordedAt }];
    if (!owed && receipt !== null) return [{ event, because: 'not-serious-any-more', since: receipt.receivedAt }];
    return [];
  });
