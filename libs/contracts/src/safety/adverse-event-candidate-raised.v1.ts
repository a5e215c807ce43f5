import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { adverseEventFacts } from './adverse-event-facts.js';

/** The system proposes an adverse event from a laboratory result; an investigator confirms or refutes it. */
export const adverseEventCandidateRaised = defineEvent({
  type: 'safety.adverse-event.candidate-raised.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...adverseEventFacts,
    resultId: z.uuid(),
    resultVersion: z.number().int().positive(),
    criterion: z.string(),
  }),
});
