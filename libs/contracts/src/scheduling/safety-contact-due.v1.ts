import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { safetyContactFacts } from './safety-contact-facts.js';

/** The window has opened in which the site makes contact with somebody who withdrew and agreed to that. */
export const safetyContactDue = defineEvent({
  type: 'scheduling.safety-contact.due.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...safetyContactFacts, closesAt: z.iso.datetime() }),
});
