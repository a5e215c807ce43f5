import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';
import { expiredEvidence } from './expired-evidence.js';

/**
 * The time of treatment on record was wrong. It may arrive before `randomisation.participant.treated.v1`; what counts is
 * the correction with the highest number of the participant.
 */
export const treatmentCorrected = defineEvent({
  type: 'randomisation.treatment.corrected.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    administrationId: z.uuid(),
    trialVersion: z.number().int().positive(),
    zone: z.string(),
    /** 1, 2, 3 … for each participant. */
    correction: z.number().int().positive(),
    previousAnchorAt: z.iso.datetime(),
    anchorAt: z.iso.datetime(),
    /** What had expired at the corrected time. */
    expiredEvidence,
  }),
});
