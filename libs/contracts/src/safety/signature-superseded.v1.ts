import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { signatureFacts } from './signature-facts.js';

/** Something of what was signed changed: the signature is no longer current, and somebody signs again. */
export const signatureSuperseded = defineEvent({
  type: 'safety.signature.superseded.v1',
  about: ({ participantId }) => participantId,
  data: z.object(signatureFacts),
});
