import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/** A visit took place at another time than was said before. */
export const visitAttendanceCorrected = defineEvent({
  type: 'scheduling.visit.attendance-corrected.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...visitFacts,
    occurredAt: z.iso.datetime(),
    position: z.enum(['before-window', 'in-window', 'after-window']),
  }),
});
