import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** A case on its way to a receiver came to another state; which one, and of what case, those ask who may know it. */
export const submissionChanged = defineEvent({
  type: 'restricted.unblinded.submission.changed.v1',
  about: ({ submissionId }) => submissionId,
  data: z.object({ ...whereabouts, participantId: z.uuid(), submissionId: z.uuid(), transmissionId: z.uuid() }),
});
