import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/** A visit will not take place because participation ended. */
export const visitCancelled = defineEvent({
  type: 'scheduling.visit.cancelled.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...visitFacts, because: z.enum(['completed', 'withdrawn', 'lost', 'died']) }),
});
