import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** An investigator has looked at a grading that differs from what stood: the event was revised since, or its grade is kept. */
export const regradingSettled = defineEvent({
  type: 'safety.regrading.settled.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    adverseEventId: z.uuid(),
    regradingId: z.uuid(),
    answer: z.enum(['kept', 'revised']),
  }),
});
