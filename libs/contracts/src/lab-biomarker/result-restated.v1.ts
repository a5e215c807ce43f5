import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { resultFacts } from './result-facts.js';

/**
 * A result stands as it was, and the baseline it is compared with is another one now: it was corrected, came in later, or
 * the time of treatment became known or was corrected. What leaned on it is graded again.
 */
export const resultRestated = defineEvent({
  type: 'lab.result.restated.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...resultFacts,
    /** Counts how often this version was restated; the highest number is true, whatever the order of news. */
    statement: z.number().int().positive(),
  }),
});
