import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { adverseEventFacts } from './adverse-event-facts.js';

/** The system proposes an adverse event, and says from what; an investigator confirms or refutes it. */
export const adverseEventCandidateRaisedV2 = defineEvent({
  type: 'safety.adverse-event.candidate-raised.v2',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...adverseEventFacts,
    origin: z.discriminatedUnion('from', [
      z.object({
        from: z.literal('laboratory'),
        resultId: z.uuid(),
        resultVersion: z.number().int().positive(),
        criterion: z.string(),
      }),
      z.object({
        from: z.literal('questionnaire'),
        responseId: z.uuid(),
        responseVersion: z.number().int().positive(),
        visitCode: z.string(),
        instrument: z.string(),
        alert: z.string(),
      }),
      z.object({ from: z.literal('local-toxicity'), formId: z.uuid(), visitCode: z.string(), item: z.string() }),
    ]),
  }),
});
