import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { resultFacts } from './result-facts.js';

/** A laboratory result was replaced by a new version, with reason; what leaned on it is graded again. */
export const resultCorrected = defineEvent({
  type: 'lab.result.corrected.v1',
  about: ({ participantId }) => participantId,
  data: z.object(resultFacts),
});
