import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** What every event about a pregnancy says: nothing of the partner, nothing of its course. */
export const pregnancyFacts = {
  ...whereabouts,
  participantId: z.uuid(),
  pregnancyId: z.uuid(),
};
