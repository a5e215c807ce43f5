import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/**
 * Pharmacovigilance has answered a clock of days. One event for both arms: whether anything had to be reported is known
 * only in the unblinded module, which is also the only one that may send it.
 */
export const expeditedAssessmentClosed = defineEvent({
  type: 'safety.expedited-assessment.closed.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    adverseEventId: z.uuid(),
    clock: z.enum(['susar-fatal', 'susar-completion', 'susar-other']),
    closedAt: z.iso.datetime(),
  }),
});
