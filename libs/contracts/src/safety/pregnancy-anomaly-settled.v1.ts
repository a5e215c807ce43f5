import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { pregnancyFacts } from './pregnancy-facts.js';

/** The serious adverse event is linked, or there was no anomaly. */
export const pregnancyAnomalySettled = defineEvent({
  type: 'safety.pregnancy.anomaly-settled.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...pregnancyFacts, anomalyId: z.uuid() }),
});
