import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** A person was entered in the screening log and has a code. */
export const participantScreened = defineEvent({
  type: 'randomisation.participant.screened.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...whereabouts, participantId: z.uuid(), participantCode: z.string() }),
});
