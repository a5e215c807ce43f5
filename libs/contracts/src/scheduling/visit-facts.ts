import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** What every event about a visit says; arm-independent, so that both arms' plans look the same. */
export const visitFacts = {
  ...whereabouts,
  participantId: z.uuid(),
  visitId: z.uuid(),
  visitCode: z.string(),
  trialVersion: z.number().int().positive(),
  /** Of somebody who will not be treated: held for contact and safety only. Not said of any other visit. */
  contactOnly: z.literal(true).optional(),
};
