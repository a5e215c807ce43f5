import type { Instant } from '@trial/kernel';
import type { LabResultId } from './adverse-event.js';
import type { CriterionId } from './ctcae/criterion.js';
import type { Grading } from './ctcae/grading.js';

/**
 * What one criterion says of a result as it was stated at some moment, with everything it used: value, limits, baseline,
 * bound and assumptions. One row for each statement, whatever the answer, kept for good (CAP8).
 */
export interface ResultGrading extends Statement {
  readonly resultId: LabResultId;
  readonly criterion: CriterionId;
  /** The version of the trial whose dictionary and policy graded it. */
  readonly trialVersion: number;
  readonly because: GradedBecause;
  readonly grading: Grading;
  /** When the laboratory service said it. */
  readonly statedAt: Instant;
  readonly gradedAt: Instant;
}

/** `restated`: the result stands as it was, and what it is compared with changed. */
export type GradedBecause = 'recorded' | 'corrected' | 'restated';

/**
 * Which statement of a result it is. News come in any order: the version counts first, then how often it was restated
 * because its baseline is another one.
 */
export interface Statement {
  readonly resultVersion: number;
  /** 0 as it was recorded or corrected. */
  readonly statement: number;
}

/** Negative when `a` is older. */
export const compareStatements = (a: Statement, b: Statement): number =>
  a.resultVersion - b.resultVersion || a.statement - b.statement;

/** Whether nothing newer is known of the result: an older statement is kept, and changes nothing. */
export const isNewest = (statement: Statement, known: readonly Statement[]): boolean =>
  known.every((earlier) => compareStatements(earlier, statement) <= 0);

/** The answer of a grading as an interval of grades; both null where there is none, which is not grade 0. */
export interface Answer {
  readonly lowest: number | null;
  readonly highest: number | null;
}

export function answerOf(grading: Grading): Answer {
  switch (grading.outcome) {
    case 'graded':
      return { lowest: grading.grade, highest: grading.grade };
    case 'range':
      return { lowest: grading.atLeast, highest: grading.atMost };
    case 'not-gradable':
      return { lowest: null, highest: null };
  }
}

/** Whether two gradings answer differently; what they used may differ all the same. */
export function isAnotherAnswer(a: Grading, b: Grading): boolean {
  const [first, second] = [answerOf(a), answerOf(b)];
  const reasonOf = (grading: Grading) => (grading.outcome === 'not-gradable' ? grading.reason : null);
  return first.lowest !== second.lowest || first.highest !== second.highest || reasonOf(a) !== reasonOf(b);
}

/**
 * Whether a newer grading asks again what an investigator has refuted: only when it is higher than anything that was on
 * record of this result, because the lower answers were part of what was refuted.
 */
export const isWorseThanKnown = (grading: Grading, known: readonly Grading[]): boolean =>
  (answerOf(grading).highest ?? 0) > Math.max(0, ...known.map((earlier) => answerOf(earlier).highest ?? 0));
