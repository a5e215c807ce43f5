import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** Somebody received a product of a batch that was stopped since. Who, and which batch, is said to nobody in clear. */
export const followUpOpened = defineEvent({
  type: 'restricted.vault.follow-up.opened.v1',
  about: ({ followUpId }) => followUpId,
  data: z.object({ ...whereabouts, followUpId: z.uuid() }),
});
