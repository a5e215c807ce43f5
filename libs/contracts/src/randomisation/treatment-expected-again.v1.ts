import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/**
 * That somebody will not be treated was taken back. What counts is the decision with the highest number of the
 * participant, whichever of the two events tells it.
 */
export const treatmentExpectedAgain = defineEvent({
  type: 'randomisation.treatment.expected-again.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    trialVersion: z.number().int().positive(),
    zone: z.string(),
    /** 2, 4, 6 … for each participant. */
    decision: z.number().int().positive(),
    decidedAt: z.iso.datetime(),
  }),
});
