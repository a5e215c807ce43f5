import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { sponsorClockFacts } from './sponsor-clock-facts.js';

/** What a clock of the whole trial started from was recorded in error: nothing is due by it. Of no site. */
export const sponsorClockWithdrawn = defineEvent({
  type: 'safety.sponsor-clock.withdrawn.v1',
  about: ({ trialId }) => trialId,
  data: z.object(sponsorClockFacts),
});
