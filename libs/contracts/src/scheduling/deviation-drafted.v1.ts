import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/** A rule of the protocol was not kept; a person judges what it means. */
export const deviationDrafted = defineEvent({
  type: 'scheduling.deviation.drafted.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...visitFacts,
    deviationId: z.uuid(),
    kind: z.enum(['visit-early', 'visit-late', 'visit-missed', 'evidence-expired', 'treated-too-soon']),
  }),
});
