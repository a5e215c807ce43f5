import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/**
 * What answers set off somebody must look at. A version says all alerts it sets off, by their codes in the trial file and
 * without the value; a correction that takes back what an earlier version set off says the rest, which may be none.
 */
export const responseAlerted = defineEvent({
  type: 'questionnaire.response.alerted.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    trialVersion: z.number().int().positive(),
    responseId: z.uuid(),
    responseVersion: z.number().int().positive(),
    visitId: z.uuid(),
    visitCode: z.string(),
    /** The row of the trial's assessment matrix. */
    assessment: z.string(),
    instrument: z.string(),
    alerts: z.array(z.string()),
    submittedAt: z.iso.datetime(),
  }),
});
