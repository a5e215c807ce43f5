import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';
import { codeBreakCauses } from './code-breaks.operations.js';

/**
 * Somebody asked for a code break and was shown nothing (R20): it was refused, or it failed. The participant is the one
 * that was asked for, which may be nobody; the site is theirs, or that of the caller. Only the vault may send it.
 */
export const codeBreakAttempted = defineEvent({
  type: 'randomisation.code-break.attempted.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    attemptId: z.uuid(),
    cause: z.enum(codeBreakCauses),
    outcome: z.enum(['refused', 'failed']),
    refusal: z.string().optional(),
    attemptedBy: z.string(),
    attemptedAt: z.iso.datetime(),
  }),
});
