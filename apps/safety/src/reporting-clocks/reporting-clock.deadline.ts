import { defineDeadline } from '@trial/deadlines';
import type { Instant } from '@trial/kernel';
import { z } from 'zod';
import type { ClockTimes } from '../domain/reporting-clocks.js';

/** A reporting clock runs out: it rings for whoever must know, once. */
export const reportingClockRunsOut = defineDeadline({
  name: 'safety.reporting-clock-runs-out',
  payload: z.object({ trialId: z.string(), siteId: z.string(), clockId: z.string() }),
  key: ({ clockId }) => clockId,
});

/** The first instant that is too late: `dueAt` is still in time for the hours, and no longer for the days. */
export const firstLateInstant = ({ dueOn, dueAt }: ClockTimes): Instant =>
  dueOn === null ? dueAt.add({ milliseconds: 1 }) : dueAt;
