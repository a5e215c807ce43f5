import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { pregnancyFacts } from './pregnancy-facts.js';

/** The sponsor took the report of a pregnancy in, in time or late. Said again when that moment or the awareness was corrected. */
export const pregnancyReceived = defineEvent({
  type: 'safety.pregnancy.received.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...pregnancyFacts, receivedAt: z.iso.datetime(), late: z.boolean() }),
});
