import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** A regulatory clock. It starts from blinded facts alone and looks the same in both arms. */
export const clockFacts = {
  ...whereabouts,
  participantId: z.uuid(),
  clockId: z.uuid(),
  adverseEventId: z.uuid(),
  clock: z.enum(['sae-to-sponsor', 'susar-fatal', 'susar-completion', 'susar-other']),
  dueAt: z.iso.datetime(),
};
