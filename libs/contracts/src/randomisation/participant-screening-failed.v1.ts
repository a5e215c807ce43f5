import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** A signed eligibility assessment found at least one criterion against entry. */
export const participantScreeningFailed = defineEvent({
  type: 'randomisation.participant.screening-failed.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...whereabouts, participantId: z.uuid(), criteria: z.array(z.string()) }),
});
