import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** A clock of the sponsor about the whole trial; of no site and no participant. */
export const sponsorClockFacts = {
  ...whereabouts,
  clockId: z.uuid(),
  clock: z.enum(['urgent-safety-measure', 'serious-breach', 'benefit-risk', 'annual-report']),
  trialVersion: z.number().int().positive(),
  dueAt: z.iso.datetime(),
};
