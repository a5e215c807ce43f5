import { sponsorClockStarted } from '@trial/contracts';
import { arm } from '@trial/deadlines';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import type { SponsorClock, SponsorClockTimes } from '../domain/sponsor-clock.js';
import { sponsorClockFactsOf } from './sponsor-clock-facts.js';
import { sponsorClockRunsOut } from './sponsor-clock.deadline.js';
import { SponsorClocks } from './sponsor-clock.table.js';

/** Writes a clock of the trial, arms what rings when it runs out, and says that it started. */
export async function startSponsorClock(
  tx: Transaction,
  { id: trialId, version: trialVersion }: TrialConfiguration,
  fact: string,
  times: SponsorClockTimes,
): Promise<SponsorClock> {
  const { actor: recordedBy } = tx.context;
  const clock: SponsorClock = {
    ...{ ...times, id: tx.newId(), trialId, trialVersion, fact, recordedBy, recordedAt: tx.now },
    ...{ metAt: null, metBy: null, reference: null, supersedes: null },
    ...{ endedAs: null, endedAt: null, endedBy: null, endedReason: null },
  };
  await tx.rows(SponsorClocks).insert(clock);
  arm(tx, sponsorClockRunsOut, { trialId, siteId: '', clockId: clock.id }, clock.dueAt);
  publish(tx, sponsorClockStarted, sponsorClockFactsOf(clock));
  return clock;
}
