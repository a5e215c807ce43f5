import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { pregnancyFacts } from './pregnancy-facts.js';

/** A pregnancy ended with a congenital anomaly: it needs a serious adverse event, within hours of when that became known. */
export const pregnancyAnomalyFound = defineEvent({
  type: 'safety.pregnancy.anomaly-found.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...pregnancyFacts, anomalyId: z.uuid(), learnedAt: z.iso.datetime().optional() }),
});
