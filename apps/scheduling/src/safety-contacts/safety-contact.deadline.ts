import { defineDeadline } from '@trial/deadlines';
import { z } from 'zod';

const place = z.object({ trialId: z.string(), siteId: z.string(), contactId: z.uuid() });

/** The window opens in which contact is made; armed when it is planned. */
export const safetyContactComes = defineDeadline({
  name: 'scheduling.safety-contact-comes',
  payload: place,
  key: ({ contactId }) => contactId,
});

/** The window is over; armed by its opening, at the first instant outside. */
export const safetyContactCloses = defineDeadline({
  name: 'scheduling.safety-contact-closes',
  payload: place,
  key: ({ contactId }) => contactId,
});
