import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';
import { nonTreatmentCauses } from './non-treatment.causes.js';

/**
 * Somebody randomised will not be treated; the same words whatever was allocated. What counts is the decision with the
 * highest number of the participant, until treatment is told after all.
 */
export const treatmentRuledOut = defineEvent({
  type: 'randomisation.treatment.ruled-out.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    trialVersion: z.number().int().positive(),
    zone: z.string(),
    /** 1, 2, 3 … for each participant; counted together with those that take one back. */
    decision: z.number().int().positive(),
    decidedAt: z.iso.datetime(),
    cause: z.enum(nonTreatmentCauses),
  }),
});
