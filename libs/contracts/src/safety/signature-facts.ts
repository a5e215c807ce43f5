import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** What every event about a signature says. */
export const signatureFacts = {
  ...whereabouts,
  participantId: z.uuid(),
  adverseEventId: z.uuid(),
  signatureId: z.uuid(),
  /** What was signed. */
  meaning: z.string(),
};
