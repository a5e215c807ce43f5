import type { SponsorClock } from '../domain/sponsor-clock.js';

/** What every event about a clock of the trial says. */
export const sponsorClockFactsOf = ({ trialId, id, clock, trialVersion, dueAt }: SponsorClock) => ({
  ...{ trialId, siteId: '', clockId: id, clock, trialVersion },
  dueAt: dueAt.toString({ fractionalSecondDigits: 3 }),
});
