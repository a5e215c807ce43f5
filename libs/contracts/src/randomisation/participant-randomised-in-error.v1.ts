import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** A randomisation should not have happened: it stays as it is, and that it was a mistake is known. */
export const participantRandomisedInError = defineEvent({
  type: 'randomisation.participant.randomised-in-error.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    kind: z.enum(['ineligible', 'consent-missing', 'same-person', 'wrong-stratum', 'other']),
    recordedAt: z.iso.datetime(),
  }),
});
