import { defineDeadline } from '@trial/deadlines';
import { z } from 'zod';

const visit = z.object({ trialId: z.string(), siteId: z.string(), visitId: z.uuid() });

/** The window of a visit opens; armed with the plan. */
export const visitWindowOpens = defineDeadline({
  name: 'scheduling.visit-window-opens',
  payload: visit,
  key: ({ visitId }) => visitId,
});

/** The window of a visit closes; armed by its opening, so that nothing closes before it opened. */
export const visitWindowCloses = defineDeadline({
  name: 'scheduling.visit-window-closes',
  payload: visit,
  key: ({ visitId }) => visitId,
});
