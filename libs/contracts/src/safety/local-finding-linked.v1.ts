import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { localFindingFacts } from './local-finding-facts.js';

/** It was said which adverse event a local finding is. Linked again to another one, the last link is true. */
export const localFindingLinked = defineEvent({
  type: 'safety.local-finding.linked.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...localFindingFacts, adverseEventId: z.uuid() }),
});
