import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/**
 * A submission asks for somebody: it was rejected, nobody answered it in time, or the moment passed by which its case must be
 * with the receiver. Which of these, and by when, those ask who may know it.
 */
export const submissionDutyRang = defineEvent({
  type: 'restricted.unblinded.submission-duty.rang.v1',
  about: ({ submissionId }) => submissionId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    submissionId: z.uuid(),
    transmissionId: z.uuid(),
    dutyId: z.uuid(),
  }),
});
