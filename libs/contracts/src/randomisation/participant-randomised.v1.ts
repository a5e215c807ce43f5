import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** The participant holds a position of the sealed list: that and when, nothing more. */
export const participantRandomised = defineEvent({
  type: 'randomisation.participant.randomised.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...whereabouts, participantId: z.uuid(), randomisedAt: z.iso.datetime() }),
});
