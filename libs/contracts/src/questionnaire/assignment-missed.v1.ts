import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** A form will not be answered: its window closed first, or its visit was recorded as missed. */
export const assignmentMissed = defineEvent({
  type: 'questionnaire.assignment.missed.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    assignmentId: z.uuid(),
    visitId: z.uuid(),
    visitCode: z.string(),
    assessment: z.string(),
    instrument: z.string(),
  }),
});
