import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/**
 * Consent was given. Sex and age are published here, once, because reference ranges depend on them; the trial
 * version stored at consent is the one every later record of this participant goes by.
 */
export const participantConsented = defineEvent({
  type: 'randomisation.participant.consented.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    participantCode: z.string(),
    trialVersion: z.number().int().positive(),
    consentVersion: z.string(),
    consentedAt: z.iso.datetime(),
    sex: z.enum(['female', 'male']),
    age: z.number().int().nonnegative(),
  }),
});
