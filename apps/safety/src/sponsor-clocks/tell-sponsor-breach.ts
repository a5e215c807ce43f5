import { sponsorClockBreached } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { SponsorClock } from '../domain/sponsor-clock.js';
import { sponsorClockFactsOf } from './sponsor-clock-facts.js';

/** Tells that a clock of the trial was not answered in time: once for each clock, also when its bell rings meanwhile. */
export async function tellSponsorBreach(tx: Transaction, clock: SponsorClock): Promise<void> {
  const told = await tx.query(
    `insert into sponsor_clock_breach (clock_id, trial_id, told_at) values ($1, $2, $3)
     on conflict (clock_id) do nothing returning 1 as told`,
    [clock.id, clock.trialId, tx.now.toString()],
  );
  if (told.length > 0) publish(tx, sponsorClockBreached, sponsorClockFactsOf(clock));
}
