import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** One laboratory result as reported: comparator, number and unit are kept; "<0.5" is not 0.5 and not 0. */
export const resultFacts = {
  ...whereabouts,
  participantId: z.uuid(),
  resultId: z.uuid(),
  resultVersion: z.number().int().positive(),
  /** The version of the trial that says what is measured; missing in events from before it travelled along. */
  trialVersion: z.number().int().positive().optional(),
  analyte: z.string(),
  value: z.object({ comparator: z.enum(['=', '<', '>']), number: z.number(), unit: z.string() }),
  /** Limits of the laboratory for this sample, in the unit of the value. */
  range: z.object({ low: z.number().optional(), high: z.number().optional() }),
  /**
   * The last value before the first injection, with its own range and its place against it; absent for results
   * collected before the injection, and where there is none. A baseline of "<5" has no number to multiply. Its unit is
   * that of the value unless only a rounded factor lies between the two.
   */
  baseline: z
    .object({
      comparator: z.enum(['=', '<', '>']),
      number: z.number(),
      unit: z.string(),
      status: z.enum(['low', 'normal', 'high', 'unknown']),
      range: z.object({ low: z.number().optional(), high: z.number().optional() }),
    })
    .optional(),
  collectedAt: z.iso.datetime(),
  visitCode: z.string().optional(),
};
