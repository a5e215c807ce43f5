import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { attendanceFacts, visitFacts } from './visit-facts.js';

/** A visit took place at another time than was said before. */
export const visitAttendanceCorrected = defineEvent({
  type: 'scheduling.visit.attendance-corrected.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...visitFacts,
    ...attendanceFacts,
  }),
});
