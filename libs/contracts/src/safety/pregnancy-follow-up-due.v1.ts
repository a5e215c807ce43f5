import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { pregnancyFacts } from './pregnancy-facts.js';

/** The day has come on which the site asks how a pregnancy goes, or how it ended. */
export const pregnancyFollowUpDue = defineEvent({
  type: 'safety.pregnancy.follow-up-due.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...pregnancyFacts, followUpId: z.uuid() }),
});
