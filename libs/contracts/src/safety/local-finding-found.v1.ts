import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { localFindingFacts } from './local-finding-facts.js';

/**
 * A local-toxicity form shows something new or worse. Without `adverseEventId` nothing was proposed: somebody must say
 * which adverse event it is.
 */
export const localFindingFound = defineEvent({
  type: 'safety.local-finding.found.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...localFindingFacts,
    trialVersion: z.number().int().positive(),
    change: z.enum(['new', 'worse']),
    adverseEventId: z.uuid().optional(),
  }),
});
