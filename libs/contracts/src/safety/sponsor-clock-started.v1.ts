import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { sponsorClockFacts } from './sponsor-clock-facts.js';

/** A clock of the whole trial started. Of no site. */
export const sponsorClockStarted = defineEvent({
  type: 'safety.sponsor-clock.started.v1',
  about: ({ trialId }) => trialId,
  data: z.object(sponsorClockFacts),
});
