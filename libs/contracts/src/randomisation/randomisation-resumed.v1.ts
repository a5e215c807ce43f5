import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** The last pause of the trial that stood was lifted: randomisation goes on. Of no site. */
export const randomisationResumed = defineEvent({
  type: 'randomisation.randomisation.resumed.v1',
  about: ({ trialId }) => trialId,
  data: z.object({ ...whereabouts, pauseId: z.uuid(), resumedAt: z.iso.datetime() }),
});
