import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { pregnancyFacts } from './pregnancy-facts.js';

/** The report of a pregnancy did not reach the sponsor in time. Told once. */
export const pregnancyReportOverdue = defineEvent({
  type: 'safety.pregnancy.report-overdue.v1',
  about: ({ participantId }) => participantId,
  data: z.object(pregnancyFacts),
});
