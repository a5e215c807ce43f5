import { sponsorClockMet } from '@trial/contracts';
import { isBefore, type Instant } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { SponsorClock } from '../domain/sponsor-clock.js';
import { sponsorClockFactsOf } from './sponsor-clock-facts.js';
import { tellSponsorBreach } from './tell-sponsor-breach.js';

/** Tells when a clock of the trial was answered, and of the breach where that was too late. */
export async function tellAnswer(tx: Transaction, clock: SponsorClock, metAt: Instant): Promise<void> {
  const late = !isBefore(metAt, clock.dueAt);
  publish(tx, sponsorClockMet, {
    ...sponsorClockFactsOf(clock),
    metAt: metAt.toString({ fractionalSecondDigits: 3 }),
    late,
  });
  if (late) await tellSponsorBreach(tx, clock);
}
