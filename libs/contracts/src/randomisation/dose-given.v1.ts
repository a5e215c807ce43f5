import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/**
 * A dose after the first was given; the first is told as `randomisation.participant.treated.v1`. The same shape whatever
 * the dose held.
 */
export const doseGiven = defineEvent({
  type: 'randomisation.dose.given.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    doseId: z.uuid(),
    trialVersion: z.number().int().positive(),
    givenAt: z.iso.datetime(),
    zone: z.string(),
    /** The visit at which it was due, where the trial gives doses at visits. */
    visitCode: z.string().optional(),
  }),
});
