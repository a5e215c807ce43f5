import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { adverseEventFacts } from './adverse-event-facts.js';

/** An investigator refuted a candidate. */
export const adverseEventRefuted = defineEvent({
  type: 'safety.adverse-event.refuted.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...adverseEventFacts }),
});
