import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { responseFacts } from './response-facts.js';

/** A form was answered. Scores travel by name; an index that cannot be computed is null, never 0. */
export const responseSubmitted = defineEvent({
  type: 'questionnaire.response.submitted.v1',
  about: ({ participantId }) => participantId,
  data: z.object(responseFacts),
});
