import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { sponsorClockFacts } from './sponsor-clock-facts.js';

/** A clock of the whole trial was answered, in time or late. Of no site. */
export const sponsorClockMet = defineEvent({
  type: 'safety.sponsor-clock.met.v1',
  about: ({ trialId }) => trialId,
  data: z.object({ ...sponsorClockFacts, metAt: z.iso.datetime(), late: z.boolean() }),
});
