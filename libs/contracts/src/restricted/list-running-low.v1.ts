import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** A stratum of the list in use has few rows left. The site is that of the allocation after which it was so. */
export const listRunningLow = defineEvent({
  type: 'restricted.vault.list.running-low.v1',
  about: ({ listId }) => listId,
  data: z.object({ ...whereabouts, listId: z.uuid() }),
});
