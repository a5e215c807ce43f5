import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/** The window of a visit moved: what it counts from became known or was corrected, or the trial was amended. */
export const visitMoved = defineEvent({
  type: 'scheduling.visit.moved.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...visitFacts,
    targetAt: z.iso.datetime(),
    opensAt: z.iso.datetime(),
    closesAt: z.iso.datetime(),
    because: z.enum([
      'anchor-known',
      'anchor-corrected',
      'amendment',
      'earlier-visit',
      'follow-up-end',
      'treatment-ruled-out',
      'treatment-expected-again',
    ]),
  }),
});
