import { z } from 'zod';
import { isLoincNumber } from './loinc.js';
import { code, count, text } from './shapes.js';

const analyte = z.strictObject({
  code,
  name: text,
  specimen: text,
  /** UCUM, as laboratories of this trial report it; converted only within one LOINC property. */
  unit: z.string().regex(/^\S+$/, 'must be a UCUM unit without blanks'),
  /** Absent where no code fits: a local code is better than a forced one. */
  loinc: z.string().refine(isLoincNumber, 'must be a LOINC number with a valid check digit').exactOptional(),
});

const panel = z.strictObject({
  code,
  name: text,
  /** Results that can reveal an arm: blinded roles see "performed" and nothing else. */
  restricted: z.boolean().default(false),
  analytes: z.array(analyte).min(1),
});

export const laboratory = z.strictObject({
  /** The threshold set a value is graded by: the printed pairs of CTCAE differ by up to 8 %. */
  authoritativeUnitSet: z.enum(['SI', 'conventional']),
  /** Flagged when exceeded, never refused. */
  handling: z.strictObject({ minutesToSpin: count, minutesToFreeze: count }),
  /** Civil days after a visit by which the results of its panels are entered. */
  resultsWithinDays: count.default(7),
  panels: z.array(panel).min(1),
});
