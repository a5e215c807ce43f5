import { defineDeadline } from '@trial/deadlines';
import { z } from 'zod';

/** The window opens in which contact is made; armed when it is planned. */
export const safetyContactComes = defineDeadline({
  name: 'scheduling.safety-contact-comes',
  payload: z.object({ trialId: z.string(), siteId: z.string(), contactId: z.uuid() }),
  key: ({ contactId }) => contactId,
});
