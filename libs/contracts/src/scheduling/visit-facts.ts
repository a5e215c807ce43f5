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

/** When a visit took place, and where in its window that lies. */
export const attendanceFacts = {
  /** The moment; where `occurredOn` is said no moment is known, and this is the first that can be meant at the site. */
  occurredAt: z.iso.datetime(),
  /** The date as it was typed (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`), where no time of day is known: how far `occurredAt` goes. */
  occurredOn: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
    .optional(),
  /** `uncertain` when some of the moments that can be meant lie elsewhere than others. */
  position: z.enum(['before-window', 'in-window', 'after-window', 'uncertain']),
};
