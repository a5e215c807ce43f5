import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { clockFacts } from './clock-facts.js';

/** Another clock took this one over: nothing is due by it any more. */
export const clockSuperseded = defineEvent({
  type: 'safety.clock.superseded.v1',
  about: ({ participantId }) => participantId,
  data: z.object(clockFacts),
});
