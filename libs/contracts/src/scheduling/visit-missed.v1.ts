import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/** A person recorded that a visit did not take place, and why (code). */
export const visitMissed = defineEvent({
  type: 'scheduling.visit.missed.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...visitFacts, reason: z.string() }),
});
