import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { clockFacts } from './clock-facts.js';

/** A reporting clock was answered in time or late. */
export const clockMet = defineEvent({
  type: 'safety.clock.met.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...clockFacts, metAt: z.iso.datetime(), late: z.boolean() }),
});
