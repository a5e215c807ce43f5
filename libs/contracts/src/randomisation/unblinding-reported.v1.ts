import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';
import { waysOfUnblinding } from './unblinding-reports.operations.js';

/**
 * Somebody says that they, or others, came to know an allocation by accident (UB5). In categories only: their own words
 * may say which one, and stay in the vault, which alone may send this.
 */
export const unblindingReported = defineEvent({
  type: 'randomisation.unblinding.reported.v1',
  about: ({ reportId }) => reportId,
  data: z.object({
    ...whereabouts,
    reportId: z.uuid(),
    participantId: z.uuid().optional(),
    how: z.enum(waysOfUnblinding),
    occurredAt: z.iso.datetime(),
    reportedBy: z.string(),
    role: z.string(),
    reportedAt: z.iso.datetime(),
  }),
});
