import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { pregnancyFacts } from './pregnancy-facts.js';

/** Nobody has to ask on that day any more: it was asked, the day was moved, or the outcome is known. */
export const pregnancyFollowUpSettled = defineEvent({
  type: 'safety.pregnancy.follow-up-settled.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...pregnancyFacts, followUpId: z.uuid() }),
});
