import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { signatureFacts } from './signature-facts.js';

/** An investigator signed an adverse event. */
export const signatureGiven = defineEvent({
  type: 'safety.signature.given.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...signatureFacts,
    /** Earlier signatures of this meaning, which were superseded. */
    replaces: z.array(z.uuid()),
  }),
});
