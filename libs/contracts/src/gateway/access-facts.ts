import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** A line of the delegation log. */
export const accessFacts = {
  ...whereabouts,
  grantId: z.uuid(),
  personId: z.string(),
  role: z.string(),
  sites: z.array(z.string()),
};
