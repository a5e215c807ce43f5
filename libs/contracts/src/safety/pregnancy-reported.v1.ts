import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { pregnancyFacts } from './pregnancy-facts.js';

/**
 * A site reported a pregnancy of a participant or a partner; it reaches the sponsor by `dueAt`. Said again when that moment was
 * corrected.
 */
export const pregnancyReported = defineEvent({
  type: 'safety.pregnancy.reported.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...pregnancyFacts, whose: z.enum(['participant', 'partner']), dueAt: z.iso.datetime() }),
});
