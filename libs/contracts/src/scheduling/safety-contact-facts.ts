import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** What every event about a safety contact says; nothing in it depends on an arm. */
export const safetyContactFacts = {
  ...whereabouts,
  participantId: z.uuid(),
  contactId: z.uuid(),
  /** The visit in whose place contact is made. */
  visitCode: z.string(),
  trialVersion: z.number().int().positive(),
  /** 1, 2, 3 …: grows when a contact that was settled is to be made after all. */
  round: z.number().int().positive(),
};
