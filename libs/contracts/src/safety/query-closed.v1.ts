import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { queryFacts } from './query-facts.js';

/** Whoever asked is satisfied with the answer, or no longer asks. */
export const queryClosed = defineEvent({
  type: 'safety.query.closed.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...queryFacts, answerId: z.uuid().nullable() }),
});
