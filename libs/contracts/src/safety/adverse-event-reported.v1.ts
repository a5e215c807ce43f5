import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { adverseEventFacts } from './adverse-event-facts.js';

/** An adverse event was reported by a person. */
export const adverseEventReported = defineEvent({
  type: 'safety.adverse-event.reported.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...adverseEventFacts, serious: z.boolean(), awareAt: z.iso.datetime() }),
});
