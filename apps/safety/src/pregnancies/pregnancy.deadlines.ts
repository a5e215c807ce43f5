import { defineDeadline } from '@trial/deadlines';
import { z } from 'zod';

const of = { trialId: z.string(), siteId: z.string(), pregnancyId: z.string() };

/** The hours of the report to the sponsor run out. */
export const pregnancyReportRunsOut = defineDeadline({
  name: 'safety.pregnancy-report-runs-out',
  payload: z.object(of),
  key: ({ pregnancyId }) => pregnancyId,
});

/** The day comes on which the site asks again. */
export const pregnancyFollowUpComes = defineDeadline({
  name: 'safety.pregnancy-follow-up-comes',
  payload: z.object({ ...of, followUpId: z.string() }),
  key: ({ followUpId }) => followUpId,
});
