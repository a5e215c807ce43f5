import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { sponsorClockFacts } from './sponsor-clock-facts.js';

/** A clock of the whole trial ran out unanswered. Of no site. */
export const sponsorClockBreached = defineEvent({
  type: 'safety.sponsor-clock.breached.v1',
  about: ({ trialId }) => trialId,
  data: z.object(sponsorClockFacts),
});
