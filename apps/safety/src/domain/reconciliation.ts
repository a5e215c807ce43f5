import type { SnapshotEvent } from './safety-snapshot.js';
import { isSerious } from './seriousness.js';

/**
 * `awaits-receipt`: the site says it is serious and the sponsor has not taken it in. `not-serious-any-more`: the sponsor took in
 * what the site no longer says is serious, or no longer says happened.
 */
export interface Discrepancy {
  readonly event: SnapshotEvent;
  readonly because: 'awaits-receipt' | 'not-serious-any-more';
  /** Since when: the awareness of the site, or the receipt of the sponsor. ISO 8601, UTC. */
  readonly since: string;
}

/**
 * Where what the site records and what the sponsor holds of serious events do not agree. There is one record for both, so
 * nothing can be in one and not in the other by being copied wrongly: what is left is work that somebody has to do, and this
 * says which. By the ids of the events.
 */
export const discrepancies = (events: readonly SnapshotEvent[]): readonly Discrepancy[] =>
  events.flatMap((event): Discrepancy[] => {
    const { status, seriousness, receipt, awareAt, recordedAt } = event;
    const serious = status === 'confirmed' && isSerious(seriousness);
    if (serious && receipt === null) return [{ event, because: 'awaits-receipt', since: awareAt ?? recordedAt }];
    if (!serious && receipt !== null) return [{ event, because: 'not-serious-any-more', since: receipt.receivedAt }];
    return [];
  });
