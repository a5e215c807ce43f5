import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/**
 * What a participant of an open-label trial was allocated to. Only the vault may send it, and it does so only where the
 * trial file says `masking.masked: false`; in a masked trial there is no such event.
 */
export const allocationOpened = defineEvent({
  type: 'randomisation.allocation.opened.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...whereabouts, participantId: z.uuid(), arm: z.string() }),
});
