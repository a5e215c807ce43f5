import { defineDeadline } from '@trial/deadlines';
import { z } from 'zod';

/** How far the first treatments of a trial lie apart is looked at; armed for now when the time of one became known. */
export const treatmentDistance = defineDeadline({
  name: 'scheduling.treatment-distance',
  payload: z.object({ trialId: z.string(), siteId: z.string(), participantId: z.uuid() }),
  key: ({ participantId }) => participantId,
});
