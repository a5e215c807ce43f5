import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/** A visit took place. */
export const visitDone = defineEvent({
  type: 'scheduling.visit.done.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...visitFacts,
    occurredAt: z.iso.datetime(),
    position: z.enum(['before-window', 'in-window', 'after-window']),
    /** A visit of the plan, unless it says that nobody planned it. */
    kind: z.literal('unscheduled').optional(),
  }),
});
