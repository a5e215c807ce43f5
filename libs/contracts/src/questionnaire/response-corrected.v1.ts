import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { responseFacts } from './response-facts.js';

/** A submitted form was corrected, with reason; the earlier version stays. */
export const responseCorrected = defineEvent({
  type: 'questionnaire.response.corrected.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...responseFacts, responseVersion: z.number().int().min(2) }),
});
