import type { ClinicalFact } from '../ctcae/criterion.js';

/** How a result counts whose comparator, or whose clinical facts, leave more than one grade open. */
export const ambiguityPolicies = ['worst', 'best', 'range'] as const;
export type AmbiguityPolicy = (typeof ambiguityPolicies)[number];

export const comparators = ['<', '<=', '>', '>='] as const;
export const baselineStatuses = ['low', 'normal', 'high'] as const;

/**
 * Which of several measurements of one term this is. The first four are what a laboratory knows; the others tell the two
 * blood pressures apart, and oxygen at rest, which is the only one that has numbers.
 */
export const variants = [
  'fasting',
  'non-fasting',
  'ionized',
  'corrected-total',
  'systolic',
  'diastolic',
  'rest',
] as const;

/** Absent and null say the same: not known. */
type Perhaps<T> = T | null | undefined;

/** One line of `grade-labs`: one result, to be graded by one term. Limits and baseline are in the unit of the value. */
export interface LabRequest {
  /** Given back as it came. */
  readonly id: string | number;
  /** As the dictionary prints it; capitals do not matter. */
  readonly term: string;
  readonly variant?: Perhaps<(typeof variants)[number]>;
  readonly value?: Perhaps<number>;
  readonly comparator?: Perhaps<(typeof comparators)[number]>;
  /** UCUM, or a spelling `exactUnit` knows; capitals matter. */
  readonly unit?: Perhaps<string>;
  readonly lln?: Perhaps<number>;
  /** 0 is a blank stored as 0: missing. */
  readonly uln?: Perhaps<number>;
  /** 0 is missing. */
  readonly baseline?: Perhaps<number>;
  /** Of the baseline against the limits of its own sample. */
  readonly baselineStatus?: Perhaps<(typeof baselineStatuses)[number]>;
  /** (value − baseline) / baseline × 100, negative for a fall. */
  readonly percentChange?: Perhaps<number>;
  readonly facts?: Perhaps<{ readonly [Fact in ClinicalFact]?: boolean | null }>;
  /** The infarction cut-off of a troponin assay, without which troponins have no grade. */
  readonly manufacturerMiCutoff?: Perhaps<number>;
}

/** Why there is no grade. Where several apply it is the first of this list. */
export const reasons = [
  'unknown-term',
  'not-numeric',
  'missing-value',
  'missing-unit',
  'unit-mismatch',
  'limit-missing',
  'baseline-missing',
  'fact-missing',
] as const;
export type Reason = (typeof reasons)[number];
