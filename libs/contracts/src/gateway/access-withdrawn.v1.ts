import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { accessFacts } from './access-facts.js';

/** Somebody may no longer act in a role. */
export const accessWithdrawn = defineEvent({
  type: 'gateway.access.withdrawn.v1',
  about: ({ personId }) => personId,
  data: z.object(accessFacts),
});
