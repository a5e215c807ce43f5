import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { safetyContactFacts } from './safety-contact-facts.js';

/**
 * Nobody has to make the contact any more: the participant was reached, nobody reached them until the window closed, or they
 * may not be contacted any more. Said again when somebody who was not reached is reached after all, or an attempt is corrected.
 */
export const safetyContactSettled = defineEvent({
  type: 'scheduling.safety-contact.settled.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...safetyContactFacts, as: z.enum(['reached', 'not-reached', 'cancelled']) }),
});
