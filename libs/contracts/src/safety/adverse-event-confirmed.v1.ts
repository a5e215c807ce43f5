import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { adverseEventFacts } from './adverse-event-facts.js';

/** An investigator confirmed a candidate. */
export const adverseEventConfirmed = defineEvent({
  type: 'safety.adverse-event.confirmed.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...adverseEventFacts, serious: z.boolean(), awareAt: z.iso.datetime() }),
});
