import { defineDeadline } from '@trial/deadlines';
import { z } from 'zod';

/** A participant's plan is made again; armed for now when something changed for many, so that each is its own work. */
export const planAgain = defineDeadline({
  name: 'scheduling.plan-again',
  payload: z.object({
    trialId: z.string(),
    siteId: z.string(),
    participantId: z.uuid(),
    because: z.enum(['amendment', 'follow-up-end']).default('amendment'),
  }),
  key: ({ participantId }) => participantId,
});
