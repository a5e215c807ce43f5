import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { clockFacts } from './clock-facts.js';

/** A reporting clock ran out unanswered. */
export const clockBreached = defineEvent({
  type: 'safety.clock.breached.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...clockFacts }),
});
