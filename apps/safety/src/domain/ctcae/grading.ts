import type { ClinicalFacts, Comparison, Criterion, CriterionId, ValueGrade } from './criterion.js';
import type { Missing } from './condition.js';
import type { OrganClass } from './organ-classes.js';
import type { CtcaeVersion } from './term.js';

/**
 * One laboratory result as it was reported, with what belongs to it: the limits of its own sample in its own unit, the
 * last value before treatment with its place against *its* own range, and the clinical facts somebody stated.
 */
export interface GradableResult {
  readonly value: ReportedValue;
  /** An upper limit of 0 is a blank stored as 0 and counts as missing; a lower limit of 0 is a limit. */
  readonly range: Limits;
  /** Leave it out for the baseline sample itself and earlier ones: they are graded against their limits. */
  readonly baseline?: Baseline | undefined;
  /** (value − baseline) / baseline × 100, negative for a fall; read where no baseline is known to count it from. */
  readonly percentChange?: number | undefined;
  readonly facts?: ClinicalFacts | undefined;
  /** The infarction cut-off of the troponin assay, in the unit of the value. */
  readonly manufacturerMiCutoff?: number | undefined;
}

export interface ReportedValue {
  /**
   * `<` and `>` are open intervals below and above the number, `<=` and `>=` hold it too; it is never replaced by half
   * of it.
   */
  readonly comparator: '=' | Comparison;
  readonly number: number;
  /** UCUM, or a spelling `canonicalUnit` knows. */
  readonly unit: string;
}

export interface Limits {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

export interface Baseline {
  readonly number?: number | undefined;
  readonly unit?: string | undefined;
  readonly status: 'low' | 'normal' | 'high' | 'unknown';
  readonly range?: Limits | undefined;
}

/**
 * How a clinical fact nobody stated counts: `worst` takes the answer that raises the grade, `best` takes "no", `range`
 * reports the lowest and the highest grade possible. A value of the trial file, kept with every grade.
 */
export type UnknownFactPolicy = 'worst' | 'best' | 'range';

/** The answer of one criterion. A grade is a proposal until an investigator confirms it. */
export type Grading = Graded | GradeRange | NotGradable;

export interface Graded extends Provenance {
  readonly outcome: 'graded';
  /** 0: gradable, and no criterion met. */
  readonly grade: ValueGrade;
}

/** The value or the facts leave more than one grade possible: `>1000 U/L` may be grade 3 or 4. */
export interface GradeRange extends Provenance {
  readonly outcome: 'range';
  readonly atLeast: ValueGrade;
  readonly atMost: ValueGrade;
}

/** Not the same as grade 0. */
export interface NotGradable extends Provenance {
  readonly outcome: 'not-gradable';
  readonly reason: NotGradableReason;
}

export type NotGradableReason = Missing | 'unit-unknown' | 'impossible-value' | 'criterion-does-not-apply';

/** Everything needed to see, years later, why the answer was this one. */
export interface Provenance {
  readonly criterion: CriterionId;
  readonly version: CtcaeVersion;
  readonly term: string;
  readonly organClass: OrganClass;
  readonly direction: Criterion['direction'];
  /** The unit of the ladder; null for a ladder of ratios, or when no ladder fits the unit. */
  readonly unitSet: string | null;
  /** The conditions that decided, with the numbers they stood for; empty when none was met. */
  readonly bounds: readonly BoundUsed[];
  readonly policy: UnknownFactPolicy;
  readonly inputs: GradableResult;
  /** What was taken as true without being known, and findings to look at, as short codes. */
  readonly assumptions: readonly string[];
}

export interface BoundUsed {
  /** `value`, or what was derived from value and baseline. */
  readonly x: string;
  readonly op: Comparison;
  /** For example `3 x ULN`. */
  readonly bound: string;
  readonly number: number;
}
