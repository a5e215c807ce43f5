import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** Somebody entitled to it was shown one participant's allocation (UB1). What was shown is not said. */
export const allocationDisclosed = defineEvent({
  type: 'restricted.vault.allocation.disclosed.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...whereabouts, participantId: z.uuid(), disclosureId: z.uuid(), to: z.string() }),
});
