import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { resultFacts } from './result-facts.js';

/** A laboratory result was entered. */
export const resultRecorded = defineEvent({
  type: 'lab.result.recorded.v1',
  about: ({ participantId }) => participantId,
  data: z.object(resultFacts),
});
