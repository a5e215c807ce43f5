import { defineDeadline } from '@trial/deadlines';
import { z } from 'zod';

const place = { trialId: z.string(), siteId: z.string(), submissionId: z.string() };

/** A sending counts as unanswered from now on. */
export const answerIsDue = defineDeadline({
  name: 'unblinded.submission-answer-is-due',
  payload: z.object({ ...place, batchId: z.string() }),
  key: ({ batchId }) => batchId,
});

/** The moment by which a receiver must have taken the case. */
export const caseIsDue = defineDeadline({
  name: 'unblinded.submission-case-is-due',
  payload: z.object({ ...place, dutyId: z.string() }),
  key: ({ dutyId }) => dutyId,
});
