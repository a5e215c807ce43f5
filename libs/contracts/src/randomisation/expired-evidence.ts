import { z } from 'zod';

/**
 * Screening evidence that was older at treatment than the trial file allows: a deviation that is stated and refused
 * nothing. Absent when there was none.
 */
export const expiredEvidence = z
  .array(z.object({ code: z.string(), taken: z.string(), age: z.string(), limit: z.string() }))
  .optional();
