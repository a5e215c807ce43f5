import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** The window of a form closed before it was answered. */
export const assignmentMissed = defineEvent({
  type: 'questionnaire.assignment.missed.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    assignmentId: z.uuid(),
    visitCode: z.string(),
    instrument: z.string(),
  }),
});
