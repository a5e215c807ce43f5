import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** A signed eligibility assessment met every criterion; it may be signed again until randomisation. */
export const participantFoundEligible = defineEvent({
  type: 'randomisation.participant.found-eligible.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...whereabouts, participantId: z.uuid() }),
});
