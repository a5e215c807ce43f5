import { defineDeadline } from '@trial/deadlines';
import { z } from 'zod';

/** A clock of the whole trial runs out: it rings for whoever must know, once. */
export const sponsorClockRunsOut = defineDeadline({
  name: 'safety.sponsor-clock-runs-out',
  payload: z.object({ trialId: z.string(), siteId: z.string(), clockId: z.string() }),
  key: ({ clockId }) => clockId,
});
