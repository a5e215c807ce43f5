import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** A stopping rule of the trial file is reached, everybody pooled. Site and participant are those of the news that reached it. */
export const pauseProposed = defineEvent({
  type: 'safety.pause.proposed.v1',
  about: ({ proposalId }) => proposalId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    proposalId: z.uuid(),
    kind: z.enum(['pause', 'safety-look']),
    rule: z.string(),
    trialVersion: z.number().int().positive(),
    threshold: z.number().int().positive(),
    count: z.number().int().positive(),
    proposedAt: z.iso.datetime(),
  }),
});
