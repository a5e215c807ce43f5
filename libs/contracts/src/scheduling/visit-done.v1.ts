import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { attendanceFacts, visitFacts } from './visit-facts.js';

/** A visit took place. */
export const visitDone = defineEvent({
  type: 'scheduling.visit.done.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...visitFacts,
    ...attendanceFacts,
    /** A visit of the plan, unless it says that nobody planned it. */
    kind: z.literal('unscheduled').optional(),
    /** A person had said before that it was missed or does not apply. */
    afterAll: z.literal(true).optional(),
  }),
});
