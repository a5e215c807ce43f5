import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/**
 * A visit will not take place: participation ended, screening failed, the trial ended follow-up for everybody, the plan
 * no longer has it or has it anew with another window, or a person said that it does not apply.
 */
export const visitCancelled = defineEvent({
  type: 'scheduling.visit.cancelled.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...visitFacts,
    because: z.enum([
      'completed',
      'withdrawn',
      'lost',
      'died',
      'screening-failed',
      'follow-up-ended',
      'no-longer-planned',
      'planned-anew',
      'not-applicable',
    ]),
  }),
});
