import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/**
 * Nobody has to decide about a proposal any more: randomisation was paused for it, it was dismissed, what it counted counts no
 * longer, or more is counted now and another proposal says so. Site and participant are those of the proposal.
 */
export const pauseProposalSettled = defineEvent({
  type: 'safety.pause-proposal.settled.v1',
  about: ({ proposalId }) => proposalId,
  data: z.object({
    ...whereabouts,
    participantId: z.uuid(),
    proposalId: z.uuid(),
    as: z.enum(['paused', 'dismissed', 'withdrawn', 'superseded']),
    settledAt: z.iso.datetime(),
  }),
});
