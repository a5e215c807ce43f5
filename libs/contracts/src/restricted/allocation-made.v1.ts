import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** A participant took a position of the sealed list. Which arm the position holds is not said. */
export const allocationMade = defineEvent({
  type: 'restricted.vault.allocation.made.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...whereabouts, participantId: z.uuid(), allocationId: z.uuid(), listId: z.uuid() }),
});
