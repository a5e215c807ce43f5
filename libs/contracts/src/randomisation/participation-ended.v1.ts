import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** The participant left follow-up or finished it. Data up to here stay (CTR art. 28(3)). */
export const participationEnded = defineEvent({
  type: 'randomisation.participation.ended.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    as: z.enum(['completed', 'withdrawn', 'lost', 'died']),
    endedAt: z.iso.datetime(),
    /**
     * Somebody treated withdrew and agreed that contact for their safety goes on. It is their first answer to that
     * question; later ones are `randomisation.safety-contact.answered.v1`.
     */
    safetyContact: z.literal(true).optional(),
  }),
});
