import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';
import { codeBreakCauses } from './code-breaks.operations.js';

/**
 * A treating investigator was shown what one participant received. Sponsor and monitor are told that, who and when at
 * once (R19); the event is the same whatever was shown, and only the vault may send it.
 */
export const codeBroken = defineEvent({
  type: 'randomisation.code.broken.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    codeBreakId: z.uuid(),
    cause: z.enum(codeBreakCauses),
    brokenBy: z.string(),
    brokenAt: z.iso.datetime(),
  }),
});
