import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { queryFacts } from './query-facts.js';

/** The site answered; whoever asked looks at it. */
export const queryAnswered = defineEvent({
  type: 'safety.query.answered.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...queryFacts, answerId: z.uuid() }),
});
