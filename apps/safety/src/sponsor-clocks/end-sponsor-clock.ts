import type { Transaction } from '@trial/persistence';
import type { SponsorClock } from '../domain/sponsor-clock.js';
import { SponsorClocks } from './sponsor-clock.table.js';

/** Writes that a clock of the trial counts no more: as what it ended, when, by whom and why. Nothing else of it changes. */
export async function endSponsorClock(
  tx: Transaction,
  { id, endedAs, endedAt, endedBy, endedReason }: SponsorClock,
): Promise<void> {
  await tx.rows(SponsorClocks).update({ id }, { endedAs, endedAt, endedBy, endedReason });
}
