import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { adverseEventFacts } from './adverse-event-facts.js';

/** Grade, seriousness or outcome of an adverse event changed, with reason. */
export const adverseEventRevised = defineEvent({
  type: 'safety.adverse-event.revised.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...adverseEventFacts, serious: z.boolean() }),
});
