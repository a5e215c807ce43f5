import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { adverseEventFacts } from './adverse-event-facts.js';

/**
 * The result behind an event an investigator has confirmed answers differently now: `grade` is what stands, `lowest` and
 * `highest` what the result says; both null when it can no longer be graded. It is open until the grade is kept or revised.
 */
export const adverseEventRegraded = defineEvent({
  type: 'safety.adverse-event.regraded.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...adverseEventFacts,
    regradingId: z.uuid(),
    resultId: z.uuid(),
    resultVersion: z.number().int().positive(),
    criterion: z.string(),
    lowest: z.number().int().min(0).max(4).nullable(),
    highest: z.number().int().min(0).max(4).nullable(),
  }),
});
