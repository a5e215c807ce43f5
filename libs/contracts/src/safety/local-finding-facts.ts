import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** What every event about a local finding says: which item, at which visit. */
export const localFindingFacts = {
  ...whereabouts,
  participantId: z.uuid(),
  findingId: z.uuid(),
  visitCode: z.string(),
  item: z.string(),
};
