import { defineDeadline } from '@trial/deadlines';
import { z } from 'zod';

/** From this moment a site works by a version that asks nobody to consent again. */
export const amendmentTakesEffect = defineDeadline({
  name: 'scheduling.amendment-takes-effect',
  payload: z.object({ trialId: z.string(), siteId: z.string(), version: z.int().positive() }),
  key: ({ trialId, siteId, version }) => `${trialId}.v${version}.${siteId}`,
});
