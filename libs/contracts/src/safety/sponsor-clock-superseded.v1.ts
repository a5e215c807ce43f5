import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { sponsorClockFacts } from './sponsor-clock-facts.js';

/** Another clock stands for this one of the whole trial since its fact was corrected: nothing is due by it. Of no site. */
export const sponsorClockSuperseded = defineEvent({
  type: 'safety.sponsor-clock.superseded.v1',
  about: ({ trialId }) => trialId,
  data: z.object(sponsorClockFacts),
});
