import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { accessFacts } from './access-facts.js';

/** Somebody may act in a role, at sites, from a moment on. */
export const accessGranted = defineEvent({
  type: 'gateway.access.granted.v1',
  about: ({ personId }) => personId,
  data: z.object(accessFacts),
});
