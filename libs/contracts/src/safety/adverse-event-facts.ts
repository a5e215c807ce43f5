import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** What every event about an adverse event says: codes, never a narrative. */
export const adverseEventFacts = {
  ...whereabouts,
  participantId: z.uuid(),
  adverseEventId: z.uuid(),
  term: z.string(),
  organClass: z.string(),
  ctcaeVersion: z.string(),
  grade: z.number().int().min(0).max(5).nullable(),
};
