import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { localFindingFacts } from './local-finding-facts.js';

/** A correction took a local finding back. What it had proposed stays for an investigator to refute. */
export const localFindingWithdrawn = defineEvent({
  type: 'safety.local-finding.withdrawn.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...localFindingFacts }),
});
