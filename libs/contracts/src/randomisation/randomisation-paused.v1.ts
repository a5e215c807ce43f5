import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** Nobody is randomised in the trial from here on, until every pause is lifted. Of no site. */
export const randomisationPaused = defineEvent({
  type: 'randomisation.randomisation.paused.v1',
  about: ({ trialId }) => trialId,
  data: z.object({
    ...whereabouts,
    pauseId: z.uuid(),
    /** The proposals of safety it answers; none when the sponsor had reasons of their own. */
    proposalIds: z.array(z.uuid()),
    pausedAt: z.iso.datetime(),
  }),
});
