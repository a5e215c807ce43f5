import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/**
 * Somebody who was treated and withdrew was asked again whether contact for their safety may go on. What counts is the
 * answer with the highest number of the participant.
 */
export const safetyContactAnswered = defineEvent({
  type: 'randomisation.safety-contact.answered.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    /** 2, 3, 4 … for each participant: their withdrawal is the first answer. */
    answer: z.number().int().min(2),
    safetyContact: z.enum(['agreed', 'declined']),
    answeredAt: z.iso.datetime(),
    /** Since when it has been agreed without a break; not said of a refusal. */
    agreedSince: z.iso.datetime().optional(),
  }),
});
