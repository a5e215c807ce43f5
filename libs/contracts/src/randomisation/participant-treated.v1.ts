import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';
import { expiredEvidence } from './expired-evidence.js';

/** Treatment was given; the actual time of the first injection or dose anchors every visit and the safety windows. */
export const participantTreated = defineEvent({
  type: 'randomisation.participant.treated.v1',
  about: ({ participantId }) => participantId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    participantCode: z.string(),
    administrationId: z.uuid(),
    trialVersion: z.number().int().positive(),
    anchorAt: z.iso.datetime(),
    zone: z.string(),
    /** The end of the session. */
    lastInjectionAt: z.iso.datetime().optional(),
    /** Who injected. */
    operator: z.string().optional(),
    /** The code on the label of what was given; missing when nobody scanned it. */
    productCode: z.string().optional(),
    expiredEvidence,
  }),
});
