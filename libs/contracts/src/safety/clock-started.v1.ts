import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { clockFacts } from './clock-facts.js';

/** A reporting clock started. */
export const clockStarted = defineEvent({
  type: 'safety.clock.started.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...clockFacts }),
});
