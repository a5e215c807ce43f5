import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { queryFacts } from './query-facts.js';

/** Somebody who checks the data asks the site about an adverse event, or asks again because of an answer that is not enough. */
export const queryOpened = defineEvent({
  type: 'safety.query.opened.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...queryFacts, insufficientAnswerId: z.uuid().nullable() }),
});
